namespace Quarry.Contracts.Internals;

/// <summary>The numbers behind <see cref="TimeUnit"/>.</summary>
internal static class TimeUnits
{
    /// <summary>0, 3, 6 or 9.</summary>
    public static int FractionDigits(TimeUnit unit)
    {
        if (unit > TimeUnit.Nanosecond)
        {
            throw new ArgumentOutOfRangeException(nameof(unit), unit, "The unit is second, millisecond, microsecond or nanosecond.");
        }

        return 3 * (int)unit;
    }

    public static long PerSecond(TimeUnit unit) => (long)PowersOfTen.UInt64[FractionDigits(unit)];

    public static long PerDay(TimeUnit unit) => PerSecond(unit) * Calendar.SecondsPerDay;
}
