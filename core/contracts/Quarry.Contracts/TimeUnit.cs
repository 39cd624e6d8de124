namespace Quarry.Contracts;

/// <summary>The resolution of times and timestamps. The numbers reach wire formats and never change.</summary>
public enum TimeUnit : byte
{
    /// <summary>1 s.</summary>
    Second = 0,
    /// <summary>10⁻³ s.</summary>
    Millisecond = 1,
    /// <summary>10⁻⁶ s.</summary>
    Microsecond = 2,
    /// <summary>10⁻⁹ s.</summary>
    Nanosecond = 3,
}
