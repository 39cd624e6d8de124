using Quarry.Contracts;
using Quarry.Engine.Tests.Fakes;

namespace Quarry.Engine.Tests.Pooling;

/// <summary>Items 15 to 25 of the list of faults, with a scripted driver and clock.</summary>
public sealed class PoolTests
{
    private const string Sql = "select 1";

    [Fact]
    public async Task Item_15_a_restart_with_twenty_idle_sessions_is_seen_by_nobody()
    {
        await using var fake = new FakeSource();
        await FillAsync(fake, 20);
        bool isDown = true;
        FakeSession[] old = [.. fake.Driver.Sessions];
        int before = Pings(old);
        fake.Driver.OnPing = _ => isDown ? throw new QuarryException(ErrorKind.Transport, 1, "connection reset") : default;
        fake.Clock.Advance(TimeSpan.FromSeconds(1));
        await fake.Source.ExecuteAsync(Sql);
        isDown = false;
        await FakeSource.UntilAsync(() => old.All(session => session.IsDisposed));
        (Pings(old) - before).Should().Be(1, "one dead session tells of all");
        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => fake.Source.ExecuteAsync(Sql).AsTask()));
        old.Sum(session => session.Calls.Count(call => call == "execute")).Should().Be(20, "none of the dead was used");
    }

    [Fact]
    public async Task Item_16_a_connect_that_hangs_holds_up_neither_others_nor_its_caller()
    {
        await using var fake = new FakeSource(pool: PoolOptions.Default with { MaxSessions = 4, WaitTimeout = TimeSpan.FromSeconds(2) });
        using var stuck = new ManualResetEventSlim();
        int opens = 0;
        fake.Driver.OnOpen = (_, _) =>
        {
            if (Interlocked.Increment(ref opens) == 1)
            {
                // Like a native library: the thread does not come back, whatever is asked of it.
                stuck.Wait(CancellationToken.None);
            }

            return default;
        };
        Task first = fake.Source.ExecuteAsync(Sql).AsTask();
        await FakeSource.UntilAsync(() => opens == 1);
        Task second = fake.Source.ExecuteAsync(Sql).AsTask();
        await Task.WhenAll(first, second);
        fake.Source.Pool.Opening.Should().Be(1);
        fake.Clock.Advance(TimeSpan.FromSeconds(15));
        fake.Clock.Advance(TimeSpan.FromSeconds(5));
        await FakeSource.UntilAsync(() => fake.Source.Pool is { Opening: 0, Stuck: 1 });
        stuck.Set();
        await FakeSource.UntilAsync(() => fake.Source.Pool.Stuck == 0);
    }

    [Fact]
    public async Task Item_16_who_waits_for_a_session_in_vain_is_told_why()
    {
        await using var fake = new FakeSource(pool: PoolOptions.Default with { MaxSessions = 1, WaitTimeout = TimeSpan.FromSeconds(2) });
        await using BatchStream holder = fake.Source.QueryAsync(Sql);
        await holder.GetSchemaAsync();
        Task waiter = fake.Source.ExecuteAsync(Sql).AsTask();
        fake.Clock.Advance(TimeSpan.FromSeconds(1.9));
        waiter.IsCompleted.Should().BeFalse();
        fake.Clock.Advance(TimeSpan.FromSeconds(0.1));
        QuarryException error = (await waiter.Awaiting(task => task).Should().ThrowAsync<QuarryException>()).Which;
        (error.Kind, error.Code).Should().Be((ErrorKind.Resource, 5701));
        error.Message.Should().Contain("within 2 s").And.Contain("1 of at most 1").And.Contain("used 1").And.Contain("MaxSessions");
        fake.Source.Pool.Should().Be(new PoolSnapshot { Used = 1, Max = 1 });
    }

    [Fact]
    public async Task Item_16_who_waits_while_the_first_connect_hangs_is_told_that()
    {
        await using var fake = new FakeSource(pool: PoolOptions.Default with { WaitTimeout = TimeSpan.FromSeconds(2) });
        var stuck = new TaskCompletionSource();
        fake.Driver.OnOpen = (_, _) => new(stuck.Task);
        Task waiter = fake.Source.ExecuteAsync(Sql).AsTask();
        fake.Clock.Advance(TimeSpan.FromSeconds(2));
        await waiter.Awaiting(task => task).Should().ThrowAsync<QuarryException>().WithMessage("*No attempt to connect to fake://host/db*check that the server is up*");
        stuck.SetResult();
    }

    [Fact]
    public async Task Item_17_a_thousand_waiters_on_one_session_half_of_them_cancelled()
    {
        await using var fake = new FakeSource(pool: PoolOptions.Default with { MaxSessions = 1 });
        BatchStream holder = fake.Source.QueryAsync(Sql);
        await holder.GetSchemaAsync();
        using var cancel = new CancellationTokenSource();
        var random = new Random(17);
        bool[] cancelled = [.. Enumerable.Range(0, 1000).Select(_ => random.Next(2) == 0)];
        var order = new List<int>();
        Task[] waiters = [.. cancelled.Select(async (isCancelled, i) =>
        {
            await using BatchStream stream = fake.Source.QueryAsync(Sql, null, isCancelled ? cancel.Token : default);
            await stream.GetSchemaAsync();
            order.Add(i);
        })];
        fake.Source.Pool.Waiting.Should().Be(1000);
        await cancel.CancelAsync();
        await holder.DisposeAsync();
        await Task.WhenAll(waiters).ContinueWith(_ => { }, TaskScheduler.Default);
        order.Should().BeInAscendingOrder().And.Equal(Enumerable.Range(0, 1000).Where(i => !cancelled[i]));
        fake.Source.Pool.Should().Be(new PoolSnapshot { Idle = 1, Max = 1 });
    }

    [Fact]
    public async Task Item_19_a_leak_is_reported_with_its_stack_and_again_when_it_comes_back()
    {
        using var log = new EventRecorder();
        await using var fake = new FakeSource(change: log.Attach, pool: PoolOptions.Default with { LeakThreshold = TimeSpan.FromSeconds(2) });
        BatchStream stream = fake.Source.QueryAsync(Sql);
        await stream.GetSchemaAsync();
        fake.Clock.Advance(TimeSpan.FromSeconds(2));
        fake.Clock.Advance(TimeSpan.FromSeconds(2));
        log.Of(5005).Should().ContainSingle("it is told once").Which.Should().Contain("BatchStream");
        await stream.DisposeAsync();
        log.Of(5006).Should().ContainSingle();
    }

    [Fact]
    public async Task Item_20_ten_threads_dispose_and_all_counts_are_zero()
    {
        var fake = new FakeSource();
        await FillAsync(fake, 5);
        await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Task.Run(() => fake.Source.DisposeAsync().AsTask())));
        fake.Source.Pool.Should().Be(new PoolSnapshot { Max = 20 });
        fake.Source.Invoking(closed => closed.QueryAsync(Sql)).Should().Throw<ObjectDisposedException>();
        await fake.DisposeAsync();
    }

    [Fact]
    public async Task Item_22_a_reset_that_fails_costs_the_session_and_the_waiter_gets_another()
    {
        await using var fake = new FakeSource(pool: PoolOptions.Default with { MaxSessions = 1 });
        BatchStream holder = fake.Source.QueryAsync(Sql);
        await holder.GetSchemaAsync();
        Task waiter = fake.Source.ExecuteAsync(Sql).AsTask();
        fake.Driver.OnReset = _ => throw new InvalidOperationException("rollback failed");
        await holder.DisposeAsync();
        fake.Driver.OnReset = _ => default;
        await waiter;
        fake.Driver.Sessions.Should().HaveCount(2);
    }

    [Fact]
    public async Task Item_23_a_rotated_password_is_used_by_new_sessions_and_old_ones_end_when_they_come_back()
    {
        await using var fake = new FakeSource("fake://user:before@host/db");
        var seen = new List<string>();
        fake.Driver.OnOpen = (host, _) =>
        {
            host.Credential!.Use(seen, static (bytes, list) => list.Add(System.Text.Encoding.UTF8.GetString(bytes)));
            return default;
        };
        BatchStream busy = fake.Source.QueryAsync(Sql);
        await busy.GetSchemaAsync();
        fake.Source.UpdateCredential("after");
        fake.Session.IsDisposed.Should().BeFalse("it is in use");
        await busy.DisposeAsync();
        fake.Session.IsDisposed.Should().BeTrue();
        await fake.Source.ExecuteAsync(Sql);
        seen.Should().Equal("before", "after");
    }

    [Fact]
    public async Task Item_23_a_cleared_pool_closes_what_is_idle_at_once()
    {
        await using var fake = new FakeSource();
        await FillAsync(fake, 3);
        fake.Source.ClearPool();
        fake.Source.Pool.Should().Be(new PoolSnapshot { Max = 20 });
        await fake.Source.ExecuteAsync(Sql);
        fake.Driver.Sessions.Should().HaveCount(4);
    }

    [Fact]
    public async Task Item_24_only_monotonic_time_counts()
    {
        var clock = new JumpingClock();
        await using var fake = new FakeSource(change: services => new() { Drivers = services.Drivers, Memory = services.Memory, Clock = clock });
        await FillAsync(fake, 3);
        int before = Pings(fake.Driver.Sessions);
        clock.Jump = TimeSpan.FromHours(1);
        await fake.Source.ExecuteAsync(Sql);
        clock.Jump = TimeSpan.FromHours(-1);
        await fake.Source.ExecuteAsync(Sql);
        clock.Advance(TimeSpan.FromMilliseconds(100));
        fake.Source.Pool.Idle.Should().Be(3);
        Pings(fake.Driver.Sessions).Should().Be(before);
    }

    [Theory]
    [InlineData(ErrorKind.User, null)]
    [InlineData(ErrorKind.Server, "28P01")]
    public async Task Item_25_a_wrong_password_is_not_tried_for_each_of_a_hundred_callers(ErrorKind kind, string? state)
    {
        await using var fake = new FakeSource();
        int attempts = 0;
        fake.Driver.OnOpen = (_, _) =>
        {
            Interlocked.Increment(ref attempts);
            throw new QuarryException(kind, 1, "password authentication failed", state, null);
        };
        Task[] callers = [.. Enumerable.Range(0, 100).Select(_ => fake.Source.ExecuteAsync(Sql).AsTask())];
        foreach (Task caller in callers)
        {
            await caller.Awaiting(task => task).Should().ThrowAsync<QuarryException>().WithMessage("password authentication failed");
        }

        attempts.Should().BeLessThanOrEqualTo(3);
        fake.Source.Pool.Waiting.Should().Be(0);
    }

    [Fact]
    public async Task Idle_and_old_sessions_end_and_the_minimum_is_kept()
    {
        await using var fake = new FakeSource(pool: PoolOptions.Default with { MinSessions = 2, Lifetime = null });
        await FillAsync(fake, 5);
        fake.Clock.Advance(TimeSpan.FromMinutes(4));
        fake.Source.Pool.Idle.Should().Be(5);
        fake.Clock.Advance(TimeSpan.FromMinutes(2));
        await FakeSource.UntilAsync(() => fake.Source.Pool is { Idle: 2, Total: 2 });
        fake.Source.ClearPool();
        await FakeSource.UntilAsync(() => fake.Source.Pool is { Idle: 2, Total: 2 } && fake.Driver.Sessions.Count == 7);
    }

    [Fact]
    public async Task A_session_ends_within_the_last_tenth_of_its_lifetime()
    {
        await using var fake = new FakeSource(pool: PoolOptions.Default with { IdleTimeout = null });
        await FillAsync(fake, 5);
        fake.Clock.Advance(TimeSpan.FromMinutes(26.9));
        fake.Source.Pool.Idle.Should().Be(5);
        fake.Clock.Advance(TimeSpan.FromMinutes(3.2));
        fake.Source.Pool.Total.Should().Be(0);
    }

    [Fact]
    public async Task An_idle_session_gives_signs_of_life_where_that_is_wanted()
    {
        await using var fake = new FakeSource(pool: PoolOptions.Default with { KeepAlive = TimeSpan.FromSeconds(30), ValidateAfter = null });
        await fake.Source.ExecuteAsync(Sql);
        fake.Clock.Advance(TimeSpan.FromSeconds(29));
        fake.Session.HasCalled("ping").Should().BeFalse();
        fake.Clock.Advance(TimeSpan.FromSeconds(11));
        fake.Session.HasCalled("ping").Should().BeTrue();
        fake.Source.Pool.Idle.Should().Be(1);
    }

    [Fact]
    public void Options_that_cannot_be_honoured_are_refused()
    {
        Invoking(PoolOptions.Default with { MaxSessions = 0 }).Should().Throw<QuarryException>().WithMessage("*MaxSessions*");
        Invoking(PoolOptions.Default with { MinSessions = 21 }).Should().Throw<QuarryException>().WithMessage("*MinSessions*");
        Invoking(PoolOptions.Default with { KeepAlive = TimeSpan.FromSeconds(1) }).Should().Throw<QuarryException>().WithMessage("*KeepAlive*");
        Invoking(PoolOptions.Default with { LeakThreshold = TimeSpan.FromSeconds(1) }).Should().Throw<QuarryException>().WithMessage("*LeakThreshold*");
    }

    private static int Pings(IEnumerable<FakeSession> sessions) => sessions.Sum(session => session.Calls.Count(call => call == "ping"));

    private static Action Invoking(PoolOptions options) => () => new FakeSource(pool: options).Source.ToString();

    private static async Task FillAsync(FakeSource fake, int count)
    {
        var streams = new List<BatchStream>();
        for (int i = 0; i < count; i++)
        {
            BatchStream stream = fake.Source.QueryAsync(Sql);
            await stream.GetSchemaAsync();
            streams.Add(stream);
        }

        foreach (BatchStream stream in streams)
        {
            await stream.DisposeAsync();
        }

        fake.Source.Pool.Should().Be(new PoolSnapshot { Idle = count, Max = 20 });
    }

    private sealed class JumpingClock : Microsoft.Extensions.Time.Testing.FakeTimeProvider
    {
        public TimeSpan Jump { get; set; }

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Jump;

        public override long GetTimestamp() => base.GetUtcNow().Ticks;
    }
}
