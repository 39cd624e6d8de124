using Quarry.Contracts.Internals;

namespace Quarry.Contracts;

public static partial class ValueText
{
    /// <summary>Converts a count of one unit into a count of another, exactly.</summary>
    /// <param name="value">The count.</param>
    /// <param name="from">Its unit.</param>
    /// <param name="to">The wanted unit.</param>
    /// <param name="result">The count in the wanted unit, or 0.</param>
    /// <returns>False if the result does not fit 64 bits or is not whole.</returns>
    public static bool TryConvertUnit(long value, TimeUnit from, TimeUnit to, out long result)
    {
        int digits = TimeUnits.FractionDigits(to) - TimeUnits.FractionDigits(from);
        long factor = (long)PowersOfTen.UInt64[Math.Abs(digits)];
        if (digits < 0)
        {
            (result, long rest) = Math.DivRem(value, factor);
            result = rest == 0 ? result : 0;
            return rest == 0;
        }

        long high = Math.BigMul(value, factor, out result);
        bool fits = high == result >> 63;
        result = fits ? result : 0;
        return fits;
    }

    /// <summary>Splits a timestamp into its day and its time of day.</summary>
    /// <param name="value">Time since 1970-01-01T00:00:00.</param>
    /// <param name="unit">Its unit.</param>
    /// <param name="days">Days since 1970-01-01, rounded down.</param>
    /// <param name="timeOfDay">0 to below 24 hours, in the same unit.</param>
    public static void SplitTimestamp(long value, TimeUnit unit, out long days, out long timeOfDay)
    {
        long perDay = TimeUnits.PerDay(unit);
        days = Calendar.FloorDivide(value, perDay);
        timeOfDay = value - (days * perDay);
    }

    /// <summary>Joins a day and a time of day into a timestamp.</summary>
    /// <param name="days">Days since 1970-01-01.</param>
    /// <param name="timeOfDay">Time in the unit; any number.</param>
    /// <param name="unit">The unit of the time and of the result.</param>
    /// <param name="result">Time since 1970-01-01T00:00:00, or 0.</param>
    /// <returns>False if the result does not fit 64 bits.</returns>
    public static bool TryJoinTimestamp(long days, long timeOfDay, TimeUnit unit, out long result)
    {
        Int128 wide = ((Int128)days * TimeUnits.PerDay(unit)) + timeOfDay;
        bool fits = wide >= long.MinValue && wide <= long.MaxValue;
        result = fits ? (long)wide : 0;
        return fits;
    }
}
