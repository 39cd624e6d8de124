namespace Quarry.Contracts.Internals;

/// <summary>ISO 8601 durations with a sign per part, as PostgreSQL's <c>intervalstyle = iso_8601</c>
/// (https://www.postgresql.org/docs/current/datatype-datetime.html#DATATYPE-INTERVAL-OUTPUT).</summary>
internal static class IntervalText
{
    private const long PerSecond = 1_000_000_000;
    private const long PerMinute = 60 * PerSecond;
    private const long PerHour = 60 * PerMinute;
    private const int FractionDigits = 9;

    // Beyond 2^63 ns in seconds and beyond 2^31 of any other part; where a number stops growing, the interval is out of range.
    private const long NumberLimit = 100_000_000_000;

    public static void Append(ref Utf8Writer writer, Interval value)
    {
        writer.Append('P');
        AppendPart(ref writer, value.Months / 12, 'Y');
        AppendPart(ref writer, value.Months % 12, 'M');
        AppendPart(ref writer, value.Days, 'D');
        if (value.Nanoseconds == 0)
        {
            if (value.Months == 0 && value.Days == 0)
            {
                writer.Append("T0S"u8);
            }

            return;
        }

        writer.Append('T');
        AppendPart(ref writer, value.Nanoseconds / PerHour, 'H');
        AppendPart(ref writer, value.Nanoseconds % PerHour / PerMinute, 'M');
        AppendSeconds(ref writer, value.Nanoseconds % PerMinute);
    }

    public static ParseStatus TryParse(ReadOnlySpan<byte> utf8, out Interval value)
    {
        value = default;
        var text = new TextCursor(utf8);
        if (!text.TryTake('P'))
        {
            return ParseStatus.Malformed;
        }

        var sums = default(Sums);
        int previous = -1;
        bool time = false;
        bool any = false;
        while (!text.AtEnd)
        {
            if (!time && text.TryTake('T'))
            {
                time = true;
                any = false;
            }

            if (!TryReadPart(ref text, time, ref previous, ref sums))
            {
                return ParseStatus.Malformed;
            }

            any = true;
        }

        return any ? sums.ToInterval(out value) : ParseStatus.Malformed;
    }

    private static bool TryReadPart(ref TextCursor text, bool time, ref int previous, ref Sums sums)
    {
        bool negative = text.TryTake('-');
        if (!negative)
        {
            text.TryTake('+');
        }

        bool hasPoint = false;
        long fraction = 0;
        bool lossy = false;
        if (!text.TryTakeNumber(1, NumberLimit, out long number))
        {
            return false;
        }

        if (text.Next == '.')
        {
            hasPoint = true;
            if (!text.TryTakeFraction(FractionDigits, out fraction, out lossy))
            {
                return false;
            }
        }

        // The order of the designators; only seconds take a fraction.
        byte designator = text.Next;
        int order = (time ? "HMS"u8 : "YMWD"u8).IndexOf(designator);
        if (order < 0 || (time ? order + 4 : order) <= previous || (hasPoint && designator != 'S'))
        {
            return false;
        }

        text.TryTake((char)designator);
        previous = time ? order + 4 : order;
        sums.Add(previous, negative ? -number : number, negative ? -fraction : fraction, lossy);
        return true;
    }

    private static void AppendPart(ref Utf8Writer writer, long number, char designator)
    {
        if (number != 0)
        {
            writer.AppendNumber(number);
            writer.Append(designator);
        }
    }

    private static void AppendSeconds(ref Utf8Writer writer, long nanoseconds)
    {
        if (nanoseconds == 0)
        {
            return;
        }

        (long seconds, long rest) = Math.DivRem(Math.Abs(nanoseconds), PerSecond);
        uint fraction = (uint)rest;
        if (nanoseconds < 0)
        {
            writer.Append('-');
        }

        writer.AppendNumber(seconds);
        if (fraction != 0)
        {
            int width = FractionDigits;
            while (fraction % 10 == 0)
            {
                fraction /= 10;
                width--;
            }

            writer.Append('.');
            writer.AppendPadded(fraction, width);
        }

        writer.Append('S');
    }

    private struct Sums
    {
        private long _months;
        private long _days;
        private Int128 _nanoseconds;
        private bool _lossy;
        private bool _tooLarge;

        public void Add(int part, long number, long fraction, bool lossy)
        {
            _months += part == 0 ? number * 12 : part == 1 ? number : 0;
            _days += part == 2 ? number * 7 : part == 3 ? number : 0;
            _nanoseconds += fraction + (part switch
            {
                4 => (Int128)number * PerHour,
                5 => (Int128)number * PerMinute,
                6 => (Int128)number * PerSecond,
                _ => 0,
            });
            _lossy |= lossy;
            _tooLarge |= Math.Abs(number) == NumberLimit;
        }

        public readonly ParseStatus ToInterval(out Interval value)
        {
            value = default;
            if (_tooLarge || _months != (int)_months || _days != (int)_days || _nanoseconds < long.MinValue || _nanoseconds > long.MaxValue)
            {
                return ParseStatus.OutOfRange;
            }

            value = _lossy ? default : new((int)_months, (int)_days, (long)_nanoseconds);
            return _lossy ? ParseStatus.LosesPrecision : ParseStatus.Ok;
        }
    }
}
