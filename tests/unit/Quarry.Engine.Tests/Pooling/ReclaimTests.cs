using System.Runtime.CompilerServices;
using Quarry.Columnar;
using Quarry.Contracts;
using Quarry.Engine.Tests.Fakes;

namespace Quarry.Engine.Tests.Pooling;

/// <summary>Item 19 of the list of faults: what was forgotten and collected gives its session back.</summary>
public sealed class ReclaimTests
{
    private const string Sql = "select 1";

    [Fact]
    public Task A_stream_that_was_collected_gives_its_session_back() => CheckAsync(LeakStreamAsync, "execute");

    [Fact]
    public Task A_transaction_that_was_collected_gives_its_session_back() => CheckAsync(LeakTransactionAsync, "begin");

    [Fact]
    public Task A_transaction_that_was_collected_with_its_open_stream_gives_its_session_back() => CheckAsync(LeakBothAsync, "begin");

    [Fact]
    public async Task A_source_that_was_forgotten_is_collected_though_its_pool_looks_after_idle_sessions()
    {
        var fake = new FakeSource();
        await fake.DisposeAsync();
        WeakReference forgotten = await ForgetAsync(fake.Driver, fake.Clock);
        for (int i = 0; i < 50 && forgotten.IsAlive; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
            await Task.Yield();
        }

        forgotten.IsAlive.Should().BeFalse();
        fake.Clock.Advance(TimeSpan.FromMinutes(1));
    }

    private static async Task CheckAsync(Func<FakeSource, Task> leak, string used)
    {
        using var log = new EventRecorder();
        await using var fake = new FakeSource(change: log.Attach, pool: PoolOptions.Default with { MaxSessions = 1, WaitTimeout = null });
        fake.Driver.Capabilities = fake.Driver.Capabilities with { Transactions = Capability.Yes("") };
        await leak(fake);
        fake.Session.HasCalled(used).Should().BeTrue();
        Task next = fake.Source.ExecuteAsync(Sql).AsTask();
        await FakeSource.UntilAsync(() =>
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
            fake.Clock.Advance(TimeSpan.FromSeconds(10));
            return next.IsCompleted;
        });
        await next;
        log.Of(5007).Should().ContainSingle();
        fake.Driver.Sessions.Should().HaveCount(2);
        fake.Driver.Sessions.First().IsDisposed.Should().BeTrue("nobody knows what was left in it");
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static async Task LeakStreamAsync(FakeSource fake) => await fake.Source.QueryAsync(Sql).GetSchemaAsync();

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static async Task LeakTransactionAsync(FakeSource fake) => await (await fake.Source.BeginAsync()).ExecuteAsync(Sql);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static async Task LeakBothAsync(FakeSource fake) => await (await fake.Source.BeginAsync()).QueryAsync(Sql).GetSchemaAsync();

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static async Task<WeakReference> ForgetAsync(FakeDriver driver, TimeProvider clock)
    {
        var source = new Source("forgotten", "fake://host/db", new() { Drivers = new OneDriver(driver), Memory = new Arena(new()), Clock = clock });
        await source.ExecuteAsync(Sql);
        source.Pool.Idle.Should().Be(1);
        return new(source);
    }

    private sealed class OneDriver(FakeDriver driver) : DriverSource
    {
        public override DriverLease Acquire(Target target) => new Lease(driver);

        private sealed class Lease(FakeDriver driver) : DriverLease
        {
            public override Driver Driver => driver;

            public override string Origin => "tests";
        }
    }
}
