using Microsoft.Extensions.Time.Testing;
using Quarry.Columnar;
using Quarry.Contracts;

namespace Quarry.Engine.Tests.Fakes;

/// <summary>A source over a <see cref="FakeDriver"/>. Its end checks that nothing leaked: batch memory, sessions, leases, calls two at a time.</summary>
internal sealed class FakeSource : IAsyncDisposable
{
    private readonly FakeDriverSource _drivers;

    public FakeSource(string target = "fake://host/db", Func<EngineServices, EngineServices>? change = null, PoolOptions? pool = null, SourceOptions? options = null, string name = "test")
    {
        _drivers = new(Driver);
        var services = new EngineServices { Drivers = _drivers, Memory = Arena, Clock = Clock };
        Source = new(name, target, change?.Invoke(services) ?? services, options ?? new() { Pool = pool ?? PoolOptions.Default });
    }

    public FakeDriver Driver { get; } = new();

    public FakeTimeProvider Clock { get; } = new();

    public Arena Arena { get; } = new(new() { Poison = true });

    public Source Source { get; }

    public FakeSession Session => Driver.Sessions.Should().ContainSingle().Subject;

    public int Leases => _drivers.Live;

    public async ValueTask DisposeAsync()
    {
        Task closing = Source.DisposeAsync().AsTask();
        // A test that failed may have left a session in use, and the patience with it is the fake clock's, which nobody moves any more.
        await Task.WhenAny(closing, Task.Delay(TimeSpan.FromSeconds(20)));
        Clock.Advance(closing.IsCompleted ? TimeSpan.Zero : TimeSpan.FromSeconds(5));
        await closing;
        Arena.Statistics.RentedBlocks.Should().Be(0, "every batch was given back");
        Driver.Sessions.Where(session => !session.IsDisposed).Should().BeEmpty();
        Driver.Sessions.Where(session => session.Violations != 0).Should().BeEmpty("a session is used by one at a time and not after its end");
        Leases.Should().Be(0, "every lease was given back");
        Arena.Dispose();
    }

    /// <summary>Lets time pass until a task has ended: what it waits for may be armed on another thread a moment after a test has seen that it waits.</summary>
    public Task PassTimeAsync(Task task) => UntilAsync(() =>
    {
        Clock.Advance(TimeSpan.FromSeconds(0.5));
        return task.IsCompleted;
    });

    /// <summary>Waits for what happens on other threads; a test that waits in vain fails.</summary>
    public static async Task UntilAsync(Func<bool> condition, Func<string>? state = null)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (!condition())
        {
            limit.IsCancellationRequested.Should().BeFalse("it should happen in time: {0}", state?.Invoke());
            await Task.Yield();
        }
    }

    private sealed class FakeDriverSource(FakeDriver driver) : DriverSource
    {
        private readonly FakeDriver _driver = driver;
        private int _live;

        public int Live => Volatile.Read(ref _live);

        public override DriverLease Acquire(Target target)
        {
            if (target.Scheme != "fake")
            {
                throw new QuarryException(ErrorKind.User, 1, $"No plugin opens {target.Scheme}.");
            }

            Interlocked.Increment(ref _live);
            return new Lease(this);
        }

        private sealed class Lease(FakeDriverSource source) : DriverLease
        {
            private int _disposed;

            public override Driver Driver => _disposed == 0 ? source._driver : throw new ObjectDisposedException(nameof(Lease));

            public override string Origin => "/plugins/fake";

            protected override void Dispose(bool disposing)
            {
                if (Interlocked.Exchange(ref _disposed, 1) == 0)
                {
                    Interlocked.Decrement(ref source._live);
                }

                base.Dispose(disposing);
            }
        }
    }
}
