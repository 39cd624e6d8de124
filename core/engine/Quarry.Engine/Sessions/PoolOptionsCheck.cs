namespace Quarry.Engine.Sessions;

/// <summary>Refuses values that a pool cannot honour.</summary>
internal static class PoolOptionsCheck
{
    public static void Check(PoolOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MaxSessions, 1, nameof(options.MaxSessions));
        ArgumentOutOfRangeException.ThrowIfNegative(options.MinSessions, nameof(options.MinSessions));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.MinSessions, options.MaxSessions, nameof(options.MinSessions));
        AtLeast(options.WaitTimeout, TimeSpan.FromMilliseconds(1), nameof(options.WaitTimeout));
        AtLeast(options.IdleTimeout, TimeSpan.FromMilliseconds(1), nameof(options.IdleTimeout));
        AtLeast(options.Lifetime, TimeSpan.FromMilliseconds(1), nameof(options.Lifetime));
        AtLeast(options.KeepAlive, TimeSpan.FromSeconds(30), nameof(options.KeepAlive));
        AtLeast(options.ValidateAfter, TimeSpan.Zero, nameof(options.ValidateAfter));
        AtLeast(options.LeakThreshold, TimeSpan.FromSeconds(2), nameof(options.LeakThreshold));
    }

    private static void AtLeast(TimeSpan? value, TimeSpan least, string name)
    {
        if (value < least || value > TimeSpan.FromDays(24))
        {
            throw new ArgumentOutOfRangeException(name, value, $"PoolOptions.{name} is {least} to 24 days, or null.");
        }
    }
}
