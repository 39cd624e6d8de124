namespace Quarry.Contracts.Internals;

/// <summary>The text of a date, and what follows it in a timestamp.</summary>
internal static class DateText
{
    // Beyond every timestamp in seconds (292 277 026 596 years), and its days still fit 64 bits.
    private const long YearLimit = 1_000_000_000_000;

    public static void Append(ref Utf8Writer writer, long days)
    {
        Calendar.FromDays(days, out long year, out int month, out int day);
        if (year is < 0 or > 9999)
        {
            writer.Append(year < 0 ? '-' : '+');
            year = Math.Abs(year);
        }

        if (year <= 9999)
        {
            writer.AppendPadded((uint)year, 4);
        }
        else
        {
            writer.AppendNumber(year);
        }

        writer.Append('-');
        writer.AppendPadded((uint)month, 2);
        writer.Append('-');
        writer.AppendPadded((uint)day, 2);
    }

    /// <summary>Reads <c>[sign]yyyy…-mm-dd</c>. A year beyond the limit gives days that no type holds.</summary>
    public static bool TryRead(ref TextCursor text, out long days)
    {
        days = 0;
        bool negative = text.TryTake('-');
        if (!negative)
        {
            text.TryTake('+');
        }

        if (!text.TryTakeNumber(4, YearLimit, out long year) || (negative && year == 0)
            || !text.TryTake('-') || !text.TryTakeTwo(out int month) || !text.TryTake('-') || !text.TryTakeTwo(out int day))
        {
            return false;
        }

        year = negative ? -year : year;
        if (!Calendar.IsValid(year, month, day))
        {
            return false;
        }

        days = Calendar.ToDays(year, month, day);
        return true;
    }
}
