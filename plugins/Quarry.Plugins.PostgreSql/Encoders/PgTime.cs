using Quarry.Contracts;
using Quarry.Plugins.PostgreSql.Types;

namespace Quarry.Plugins.PostgreSql.Encoders;

/// <summary>Dates and times as PostgreSQL counts them. What it cannot hold must not reach it: the ends of the integers mean infinity to it.</summary>
internal static class PgTime
{
    // MIN_TIMESTAMP and END_TIMESTAMP, from 4713-11-24 BC up to, not including, 294277-01-01; END_DATE likewise. Source: src/include/datatype/timestamp.h.
    private const long MinTimestamp = -211_813_488_000_000_000;
    private const long EndTimestamp = 9_223_371_331_200_000_000;
    private const int MinDate = -2_451_545;
    private const int EndDate = 2_145_031_949;

    /// <summary>Days since 2000-01-01 from days since 1970-01-01.</summary>
    public static bool TryFromDays(int days, out int result)
    {
        long moved = days - (long)Epoch.Days;
        result = unchecked((int)moved);
        return moved is >= MinDate and < EndDate;
    }

    /// <summary>Microseconds since midnight.</summary>
    public static bool TryFromTime(long value, TimeUnit unit, out long result)
        => ValueText.TryConvertUnit(value, unit, TimeUnit.Microsecond, out result) && (ulong)result <= Epoch.MicrosecondsPerDay;

    /// <summary>Microseconds since 2000-01-01 from time since 1970-01-01.</summary>
    public static bool TryFromTimestamp(long value, TimeUnit unit, out long result)
    {
        result = 0;
        if (!ValueText.TryConvertUnit(value, unit, TimeUnit.Microsecond, out long microseconds) || microseconds < MinTimestamp)
        {
            return false;
        }

        result = microseconds - Epoch.Microseconds;
        return result is >= MinTimestamp and < EndTimestamp;
    }
}
