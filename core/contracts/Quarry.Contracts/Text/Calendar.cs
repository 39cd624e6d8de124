namespace Quarry.Contracts.Internals;

/// <summary>The proleptic Gregorian calendar over 64-bit days since 1970-01-01, year 0 is 1 BC.</summary>
/// <remarks>Algorithms of Howard Hinnant, https://howardhinnant.github.io/date_algorithms.html: years start in March, so that the
/// leap day is the last of its year, and 400 years are 146 097 days.</remarks>
internal static class Calendar
{
    public const int SecondsPerDay = 86_400;

    private const int DaysPerEra = 146_097;
    private const int MarchToEpoch = 719_468;

    public static void FromDays(long days, out long year, out int month, out int day)
    {
        days += MarchToEpoch;
        long era = FloorDivide(days, DaysPerEra);
        uint dayOfEra = (uint)(days - (era * DaysPerEra));
        uint yearOfEra = (dayOfEra - (dayOfEra / 1460) + (dayOfEra / 36_524) - (dayOfEra / 146_096)) / 365;
        uint dayOfYear = dayOfEra - ((365 * yearOfEra) + (yearOfEra / 4) - (yearOfEra / 100));
        uint marchMonth = ((5 * dayOfYear) + 2) / 153;
        day = (int)(dayOfYear - (((153 * marchMonth) + 2) / 5)) + 1;
        month = (int)(marchMonth < 10 ? marchMonth + 3 : marchMonth - 9);
        year = yearOfEra + (era * 400) + (month <= 2 ? 1 : 0);
    }

    /// <summary>The day of a valid date.</summary>
    public static long ToDays(long year, int month, int day)
    {
        long marchYear = month <= 2 ? year - 1 : year;
        long era = FloorDivide(marchYear, 400);
        long yearOfEra = marchYear - (era * 400);
        int dayOfYear = (((153 * (month > 2 ? month - 3 : month + 9)) + 2) / 5) + day - 1;
        long dayOfEra = (yearOfEra * 365) + (yearOfEra / 4) - (yearOfEra / 100) + dayOfYear;
        return (era * DaysPerEra) + dayOfEra - MarchToEpoch;
    }

    /// <summary>The day of a valid date of the years 0 to 9999, without 64-bit divisions.</summary>
    public static int ToDays(uint year, uint month, uint day)
    {
        // One era later, so that January of year 0 is not negative.
        uint marchYear = year + 400 - (month <= 2 ? 1u : 0u);
        uint dayOfYear = (((153 * (month > 2 ? month - 3 : month + 9)) + 2) / 5) + day - 1;
        return (int)((marchYear * 365) + (marchYear / 4) - (marchYear / 100) + (marchYear / 400) + dayOfYear) - MarchToEpoch - DaysPerEra;
    }

    public static bool IsValid(long year, int month, int day)
        => month is >= 1 and <= 12 && day >= 1 && (day <= 28 || day <= DaysInMonth(year, month));

    public static long FloorDivide(long value, long divisor)
    {
        (long quotient, long remainder) = Math.DivRem(value, divisor);
        return remainder < 0 ? quotient - 1 : quotient;
    }

    private static int DaysInMonth(long year, int month) => month switch
    {
        2 => year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28,
        4 or 6 or 9 or 11 => 30,
        _ => 31,
    };
}
