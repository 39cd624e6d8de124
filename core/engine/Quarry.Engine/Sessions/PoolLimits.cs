namespace Quarry.Engine.Sessions;

/// <summary>A pool's options as <see cref="PoolCore"/> counts: durations in the clock's ticks, <see cref="long.MaxValue"/> for never.</summary>
internal sealed record PoolLimits
{
    public required int Max { get; init; }

    public int Min { get; init; }

    public long Wait { get; init; } = long.MaxValue;

    public long Idle { get; init; } = long.MaxValue;

    public long Lifetime { get; init; } = long.MaxValue;

    public long KeepAlive { get; init; } = long.MaxValue;

    public long ValidateAfter { get; init; } = long.MaxValue;

    public long Leak { get; init; } = long.MaxValue;

    /// <summary>The first pause after a failure to connect; it doubles up to <see cref="LongestPause"/>.</summary>
    public required long ShortestPause { get; init; }

    public required long LongestPause { get; init; }

    public static PoolLimits Of(PoolOptions options, int driverMax, TimeProvider clock)
    {
        int max = Math.Min(options.MaxSessions, driverMax);
        return new()
        {
            Max = max,
            Min = Math.Min(options.MinSessions, max),
            Wait = Ticks(options.WaitTimeout),
            Idle = Ticks(options.IdleTimeout),
            Lifetime = Ticks(options.Lifetime),
            KeepAlive = Ticks(options.KeepAlive),
            ValidateAfter = Ticks(options.ValidateAfter),
            Leak = Ticks(options.LeakThreshold),
            ShortestPause = Ticks(TimeSpan.FromMilliseconds(10)),
            LongestPause = Ticks(TimeSpan.FromSeconds(5)),
        };

        long Ticks(TimeSpan? time) => time is { } span ? (long)Math.Min(span.TotalSeconds * clock.TimestampFrequency, long.MaxValue / 4) : long.MaxValue;
    }
}
