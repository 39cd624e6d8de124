using Quarry.Contracts;
using Quarry.Engine.Tests.Fakes;

namespace Quarry.Engine.Tests;

public sealed class SessionTests
{
    [Fact]
    public async Task A_session_is_used_again_after_a_reset()
    {
        await using var fake = new FakeSource();
        for (int i = 0; i < 3; i++)
        {
            await fake.Source.ExecuteAsync("select 1");
        }

        fake.Session.Calls.Should().Equal("execute", "reset", "execute", "reset", "execute", "reset");
    }

    [Fact]
    public async Task The_session_used_last_is_used_first()
    {
        await using var fake = new FakeSource();
        BatchStream first = fake.Source.QueryAsync("select 1");
        BatchStream second = fake.Source.QueryAsync("select 1");
        await first.GetSchemaAsync();
        await second.GetSchemaAsync();
        await second.DisposeAsync();
        await first.DisposeAsync();
        await fake.Source.ExecuteAsync("select 1");
        fake.Driver.Sessions.Select(session => session.Calls.Count(call => call == "execute")).Should().Equal(2, 1);
    }

    [Fact]
    public async Task A_failed_statement_leaves_a_session_that_answers_in_use()
    {
        await using var fake = new FakeSource();
        fake.Driver.OnExecute = _ => throw new QuarryException(ErrorKind.Server, 1, "syntax error");
        await Fails(fake);
        fake.Driver.OnExecute = _ => default;
        await fake.Source.ExecuteAsync("select 1");
        fake.Session.Calls.Should().Equal("execute", "ping", "reset", "execute", "reset");
    }

    [Theory]
    [InlineData("ping")]
    [InlineData("reset")]
    public async Task A_session_that_does_not_answer_is_closed(string call)
    {
        await using var fake = new FakeSource();
        fake.Driver.Max = 1;
        fake.Driver.OnExecute = _ => throw new QuarryException(ErrorKind.Transport, 1, "connection reset");
        fake.Driver.OnPing = _ => call == "ping" ? throw new QuarryException(ErrorKind.Transport, 1, "gone") : default;
        fake.Driver.OnReset = _ => call == "reset" ? throw new InvalidOperationException("gone") : default;
        await Fails(fake);
        fake.Session.IsDisposed.Should().BeTrue();
        fake.Driver.OnExecute = _ => default;
        (await fake.Source.ExecuteAsync("select 1")).Should().Be(-1, "a new one takes its slot");
        fake.Driver.Sessions.Should().HaveCount(2);
    }

    [Fact]
    public async Task A_reset_that_hangs_costs_the_session_and_a_bounded_time()
    {
        await using var fake = new FakeSource();
        fake.Driver.Max = 1;
        var stuck = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        fake.Driver.OnReset = _ => new(stuck.Task);
        Task query = fake.Source.ExecuteAsync("select 1").AsTask();
        await FakeSource.UntilAsync(() => fake.Driver.Sessions.FirstOrDefault()?.HasCalled("reset") == true);
        await fake.PassTimeAsync(query);
        await query;
        fake.Driver.OnReset = _ => default;
        await fake.Source.ExecuteAsync("select 1");
        fake.Driver.Sessions.Should().HaveCount(2);
        stuck.SetResult();
        await FakeSource.UntilAsync(() => fake.Driver.Sessions.First().IsDisposed);
    }

    [Fact]
    public async Task A_session_that_does_not_close_holds_nobody_up()
    {
        await using var fake = new FakeSource();
        fake.Driver.Max = 1;
        var stuck = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        fake.Driver.OnReset = _ => throw new InvalidOperationException("broken");
        fake.Driver.OnSessionDispose = () => new(stuck.Task);
        Task query = fake.Source.ExecuteAsync("select 1").AsTask();
        await query;
        Task next = fake.Source.ExecuteAsync("select 1").AsTask();
        next.IsCompleted.Should().BeFalse("its place is still taken");
        fake.Driver.OnReset = _ => default;
        await fake.PassTimeAsync(next);
        await next;
        stuck.SetResult();
        await FakeSource.UntilAsync(() => fake.Source.Pool.Stuck == 0);
    }

    [Fact]
    public async Task A_reader_that_fails_to_close_makes_the_session_suspect()
    {
        await using var fake = new FakeSource();
        fake.Driver.OnReaderDispose = () => throw new InvalidOperationException("reader");
        await fake.Source.ExecuteAsync("select 1");
        fake.Session.Calls.Should().Equal("execute", "ping", "reset");
        fake.Session.ReadersOpen = 0;
    }

    [Fact]
    public async Task A_failed_open_frees_its_slot_and_serves_the_next_waiter()
    {
        await using var fake = new FakeSource();
        fake.Driver.Max = 1;
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        int opens = 0;
        fake.Driver.OnOpen = async (_, _) =>
        {
            if (Interlocked.Increment(ref opens) == 1)
            {
                await gate.Task;
                throw new QuarryException(ErrorKind.Transport, 1, "refused");
            }
        };
        Task first = fake.Source.ExecuteAsync("select 1").AsTask();
        Task second = fake.Source.ExecuteAsync("select 1").AsTask();
        gate.SetResult();
        await first.Awaiting(task => task).Should().ThrowAsync<QuarryException>().WithMessage("refused");
        second.IsCompleted.Should().BeFalse("it waits for the next attempt");
        fake.Clock.Advance(TimeSpan.FromMilliseconds(10));
        await second;
    }

    [Fact]
    public async Task One_session_serves_a_hundred_queries_with_random_cancellations()
    {
        await using var fake = new FakeSource();
        fake.Driver.Max = 1;
        fake.Driver.Script = _ => [new() { Batches = 2, OnRead = async (_, token) => { await Task.Yield(); token.ThrowIfCancellationRequested(); } }];
        for (int round = 0; round < 20; round++)
        {
            int seed = round;
            Task<bool>[] queries = [.. Enumerable.Range(0, 100).Select(i => Task.Run(() => QueryAsync(fake, new Random(seed * 1000 + i).Next(4))))];
            (await Task.WhenAll(queries)).Should().Contain(true);
            fake.Source.Pool.Should().Match<PoolSnapshot>(now => now.Total == 1 && now.Idle == 1 && now.Waiting == 0, "one session, idle, and nobody waits");
        }

        fake.Driver.Sessions.Should().ContainSingle("a cancelled query leaves the session in use");
    }

    [Fact]
    public async Task Waiters_are_served_in_order()
    {
        await using var fake = new FakeSource();
        fake.Driver.Max = 1;
        BatchStream holder = fake.Source.QueryAsync("select 1");
        await holder.GetSchemaAsync();
        var order = new List<int>();
        Task[] waiters = [.. Enumerable.Range(0, 10).Select(async i =>
        {
            await using BatchStream stream = fake.Source.QueryAsync("select 1");
            await stream.GetSchemaAsync();
            order.Add(i);
        })];
        await holder.DisposeAsync();
        await Task.WhenAll(waiters);
        order.Should().BeInAscendingOrder().And.HaveCount(10);
    }

    [Fact]
    public async Task A_session_is_lent_to_its_driver_only_for_as_long_as_it_lives()
    {
        await using var fake = new FakeSource();
        await fake.Source.ExecuteAsync("select 1");
        fake.Leases.Should().Be(1, "the idle session keeps its driver loaded");
        await fake.Source.DisposeAsync();
        fake.Leases.Should().Be(0);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public async Task A_driver_that_bears_no_session_is_at_fault(int max)
    {
        await using var fake = new FakeSource();
        fake.Driver.Max = max;
        (await Fails(fake)).Message.Should().Contain("MaxSessions");
    }

    [Fact]
    public async Task A_driver_without_a_way_is_told_from_one_that_needs_ODBC()
    {
        await using var fake = new FakeSource();
        fake.Driver.HasNativeWay = false;
        (await Fails(fake)).Message.Should().Contain("no ODBC profile");
        fake.Clock.Advance(TimeSpan.FromSeconds(1));
        fake.Driver.Profile = new Profile();
        QuarryException error = await Fails(fake);
        error.Kind.Should().Be(ErrorKind.User);
        error.Message.Should().Contain("Quarry.Odbc");
    }

    [Fact]
    public async Task Another_transport_serves_a_driver_without_a_way_of_its_own()
    {
        var transport = new OtherTransport();
        await using var fake = new FakeSource(change: services
            => new() { Drivers = services.Drivers, Memory = services.Memory, Clock = services.Clock, Transports = [transport] });
        fake.Driver.HasNativeWay = false;
        (await fake.Source.ExplainAsync("select 1", null, QueryOptions.Default, default)).Transport.Should().Be("other");
    }

    private static async Task<QuarryException> Fails(FakeSource fake)
        => (await fake.Source.Awaiting(source => source.ExecuteAsync("select 1").AsTask()).Should().ThrowAsync<QuarryException>()).Which;

    private static async Task<bool> QueryAsync(FakeSource fake, int cancelAt)
    {
        using var cancel = new CancellationTokenSource();
        try
        {
            if (cancelAt == 1)
            {
                cancel.CancelAfter(TimeSpan.FromMilliseconds(1));
            }

            await foreach (ColumnBatch batch in fake.Source.QueryAsync("select 1", null, cancel.Token))
            {
                if (cancelAt == 2)
                {
                    await cancel.CancelAsync();
                }
                else if (cancelAt == 3)
                {
                    break;
                }
            }

            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private sealed class Profile : OdbcProfile
    {
        public override IReadOnlyList<string> Drivers => ["Fake ODBC"];

        public override IReadOnlyList<KeyValuePair<string, string>> ConnectionKeywords(Target target) => [];
    }

    private sealed class OtherTransport : Transport
    {
        public override string Name => "other";

        public override ValueTask<Session?> OpenAsync(DriverLease lease, Target target, DriverHost host, CancellationToken cancellationToken)
        {
            var driver = (FakeDriver)lease.Driver;
            var session = new FakeSession(driver, host.Memory);
            driver.Sessions.Enqueue(session);
            return new(session);
        }
    }
}
