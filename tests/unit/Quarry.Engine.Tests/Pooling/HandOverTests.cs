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
            await RaceAsync(holder, waiter, cancel, seed % 41);
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

        cancelled.Should().BeInRange(1, 499, "it was run both ways, at the least in order");
        fake.Driver.Sessions.Should().HaveCountLessThanOrEqualTo(1 + cancelled, "only a query that was cancelled in the driver may cost a session");
    }

    // From the cancellation well before the hand-over to the cancellation well after it; in between both run at once, more or less apart.
    private static async Task RaceAsync(BatchStream holder, Task waiter, CancellationTokenSource cancel, int distance)
    {
        if (distance == 0)
        {
            await cancel.CancelAsync();
            await holder.DisposeAsync();
        }
        else if (distance == 40)
        {
            await holder.DisposeAsync();
            await waiter;
            await cancel.CancelAsync();
        }
        else
        {
            using var start = new Barrier(2);
            // A thread of its own: two that wait for each other must not both need the thread pool.
            var giveUp = new Thread(() =>
            {
                start.SignalAndWait();
                Thread.SpinWait(Math.Max(0, distance - 20) * 20);
                cancel.Cancel();
            });
            giveUp.Start();
            start.SignalAndWait();
            Thread.SpinWait(Math.Max(0, 20 - distance) * 20);
            await holder.DisposeAsync();
            giveUp.Join();
        }
    }
}
