namespace Quarry.Sdk.Conformance;

/// <summary>How a suite runs.</summary>
public sealed record ConformanceOptions
{
    /// <summary>All checks, a minute for each, a new seed for every run.</summary>
    public static ConformanceOptions Default { get; } = new();

    /// <summary>Which checks run; null is all.</summary>
    public Func<ConformanceCheck, bool>? Include { get; init; }
    /// <summary>After how long a check has failed; the default is a minute. A check that hangs is abandoned with its sessions, and the suite goes on.</summary>
    public TimeSpan CheckTimeout { get; init; } = TimeSpan.FromMinutes(1);
    /// <summary>The seed of the random values, or null for a new one. The report states it, so that a failure can be repeated.</summary>
    public int? Seed { get; init; }
}
