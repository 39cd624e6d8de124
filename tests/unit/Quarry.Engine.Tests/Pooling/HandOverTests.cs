using Quarry.Engine.Tests.Fakes;

namespace Quarry.Engine.Tests.Pooling;

/// <summary>Item 18 of the list of faults: a caller gives up at the moment at which a session is handed to it.</summary>
public sealed class HandOverTests
{
    private const string Sql = "select 1";

    [Fact]
    public async Task Item_18_a_cancellation_that_races_the_hand_over_loses_no_session()
    {
        await using var fake = new FakeSource(pool: PoolOptions.Default with { MaxSessions = 1, ValidateAfter = null });
        int cancelled = 0;
        for (int seed = 0; seed < 500; seed++)
        {
            BatchStream holder = fake.Source.QueryAsync(Sql);
            await holder.GetSchemaAsync();
            using var cancel = new CancellationTokenSource();
            Task waiter = fake.Source.ExecuteAsync(Sql, null, cancel.Token).AsTask();
            Task next = fake.Source.ExecuteAsync(Sql).AsTask();
            fake.Source.Pool.Waiting.Should().Be(2);
            // Which of the two comes first differs from seed to seed.
            using var start = new Barrier(2);
            int head = (seed % 41) - 20;
            Task giveUp = Task.Run(() =>
            {
                start.SignalAndWait();
                Thread.SpinWait(Math.Max(0, head) * 20);
                cancel.Cancel();
            });
            start.SignalAndWait();
            Thread.SpinWait(Math.Max(0, -head) * 20);
            await holder.DisposeAsync();
            await giveUp;
            try
            {
                await waiter;
            }
            catch (OperationCanceledException)
            {
                cancelled++;
            }

            await next;
            fake.Source.Pool.Should().Be(new PoolSnapshot { Idle = 1, Max = 1 }, "seed {0}", seed);
        }

        cancelled.Should().BeInRange(1, 499, "the race was run both ways");
        fake.Driver.Sessions.Should().HaveCountLessThanOrEqualTo(1 + cancelled, "only a query that was cancelled in the driver may cost a session");
    }
}
