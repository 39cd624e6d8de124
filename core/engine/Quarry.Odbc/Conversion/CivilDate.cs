namespace Quarry.Odbc.Conversion;

/// <summary>Days of the proleptic Gregorian calendar.</summary>
internal static class CivilDate
{
    private static ReadOnlySpan<byte> MonthDays => [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

    /// <summary>Days since 1970-01-01, or false if there is no such day. Years before 1 have no form that drivers agree on.</summary>
    public static bool TryToDays(int year, int month, int day, out int days)
    {
        days = 0;
        if (year < 1 || (uint)(month - 1) > 11 || day < 1 || day > MonthDays[month - 1] + (month == 2 && DateTime.IsLeapYear(Math.Min(year, 9999)) && year <= 9999 ? 1 : 0))
        {
            return false;
        }

        // Howard Hinnant, https://howardhinnant.github.io/date_algorithms.html#days_from_civil: years that start in March.
        int shifted = month <= 2 ? year - 1 : year;
        int era = shifted / 400;
        int yearOfEra = shifted - (era * 400);
        int dayOfYear = ((153 * (month + (month > 2 ? -3 : 9))) + 2) / 5 + day - 1;
        days = (era * 146_097) + (yearOfEra * 365) + (yearOfEra / 4) - (yearOfEra / 100) + dayOfYear - 719_468;
        return true;
    }
}
