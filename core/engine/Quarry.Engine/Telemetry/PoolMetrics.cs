using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using Quarry.Engine.Sessions;

namespace Quarry.Engine.Telemetry;

/// <summary>The metrics of one source's pool. What can be counted is read from the pool when it is asked for, so that it cannot drift.</summary>
internal sealed class PoolMetrics(string source) : IDisposable
{
    private static readonly ConcurrentDictionary<PoolMetrics, bool> s_pools = [];
    private static readonly Counter<long> s_timeouts = Instruments.Meter.CreateCounter<long>(
        Names.PoolTimeouts, "{timeout}", "Callers that waited for a session in vain.");

    private static readonly Histogram<double> s_create = Time(Names.PoolCreateTime, "Time to open a session.");
    private static readonly Histogram<double> s_wait = Time(Names.PoolWaitTime, "Time to get a session from the pool.");
    private static readonly Histogram<double> s_use = Time(Names.PoolUseTime, "Time between getting a session and giving it back.");

    private readonly KeyValuePair<string, object?> _name = new(Names.PoolName, source);
    private WeakReference<PoolCore>? _pool;
    private int _min;

    static PoolMetrics()
    {
        Instruments.Meter.CreateObservableUpDownCounter(Names.PoolCount, ByState, "{connection}", "Sessions by state.");
        Observe(Names.PoolIdleMax, "{connection}", "The most idle sessions.", static (_, now) => now.Max);
        Observe(Names.PoolIdleMin, "{connection}", "Sessions that are kept open.", static (pool, _) => pool._min);
        Observe(Names.PoolMax, "{connection}", "The most sessions.", static (_, now) => now.Max);
        Observe(Names.PoolPending, "{request}", "Callers that wait for a session.", static (_, now) => now.Waiting);
    }

    /// <summary>True if somebody listens: a time that nobody wants need not be taken.</summary>
    public static bool CountsWait => s_wait.Enabled;

    /// <inheritdoc cref="CountsWait"/>
    public static bool CountsUse => s_use.Enabled;

    /// <summary>Starts to show the pool's counts, until it is disposed or collected.</summary>
    public void Observe(PoolCore pool, int min)
    {
        (_pool, _min) = (new(pool), min);
        s_pools[this] = true;
    }

    public void Created(TimeSpan time) => Record(s_create, time);

    public void Waited(TimeSpan time) => Record(s_wait, time);

    public void Used(TimeSpan time) => Record(s_use, time);

    public void TimedOut()
    {
        try
        {
            s_timeouts.Add(1, _name);
        }
        catch (Exception)
        {
            // A listener that throws is the listener's matter.
        }
    }

    public void Dispose() => s_pools.TryRemove(this, out _);

    private void Record(Histogram<double> histogram, TimeSpan time) => Instruments.Record(histogram, time.TotalSeconds, new TagList { _name });

    private static Histogram<double> Time(string name, string description)
        => Instruments.Meter.CreateHistogram<double>(name, "s", description);

    private static void Observe(string name, string unit, string description, Func<PoolMetrics, PoolSnapshot, int> count)
        => Instruments.Meter.CreateObservableUpDownCounter(name,
            () => Now().Select(pool => new Measurement<int>(count(pool.Metrics, pool.Now), pool.Metrics._name)), unit, description);

    private static IEnumerable<Measurement<int>> ByState()
    {
        foreach ((PoolMetrics pool, PoolSnapshot now) in Now())
        {
            yield return new(now.Idle, pool._name, new(Names.PoolState, "idle"));
            yield return new(now.Used, pool._name, new(Names.PoolState, "used"));
        }
    }

    private static IEnumerable<(PoolMetrics Metrics, PoolSnapshot Now)> Now()
    {
        foreach (PoolMetrics pool in s_pools.Keys)
        {
            if (pool._pool!.TryGetTarget(out PoolCore? core))
            {
                yield return (pool, core.Snapshot);
            }
            else
            {
                pool.Dispose();
            }
        }
    }
}
