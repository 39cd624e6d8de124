namespace Quarry.Contracts.Internals;

/// <summary>The text of a time of day and of an offset.</summary>
internal static class ClockText
{
    private const int MinutesPerHour = 60;

    /// <summary>Writes hh:mm:ss and exactly the unit's digits after the point.</summary>
    /// <param name="writer">Receives the text.</param>
    /// <param name="time">0 to 24 hours in the unit.</param>
    /// <param name="unit">The unit.</param>
    public static void Append(ref Utf8Writer writer, long time, TimeUnit unit)
    {
        (long seconds, long fraction) = Math.DivRem(time, TimeUnits.PerSecond(unit));
        (uint minutes, uint second) = Math.DivRem((uint)seconds, 60);
        (uint hour, uint minute) = Math.DivRem(minutes, MinutesPerHour);
        writer.AppendPadded(hour, 2);
        writer.Append(':');
        writer.AppendPadded(minute, 2);
        writer.Append(':');
        writer.AppendPadded(second, 2);
        if (unit != TimeUnit.Second)
        {
            writer.Append('.');
            writer.AppendPadded((uint)fraction, TimeUnits.FractionDigits(unit));
        }
    }

    /// <summary>Reads <c>hh:mm:ss[.f…]</c>; hour 24 only with zeros behind it. There is no second 60.</summary>
    public static bool TryRead(ref TextCursor text, TimeUnit unit, out long time, out bool lossy)
    {
        (time, lossy) = (0, false);
        if (!text.TryTakeTwo(out int hour) || !text.TryTake(':') || !text.TryTakeTwo(out int minute) || !text.TryTake(':')
            || !text.TryTakeTwo(out int second) || !text.TryTakeFraction(TimeUnits.FractionDigits(unit), out long fraction, out lossy)
            || hour > 24 || minute > 59 || second > 59 || (hour == 24 && ((minute | second) != 0 || fraction != 0 || lossy)))
        {
            return false;
        }

        time = (((((hour * 60L) + minute) * 60) + second) * TimeUnits.PerSecond(unit)) + fraction;
        return true;
    }

    /// <summary>Writes <c>+hh:mm</c>. Hours take three digits above 99, which only foreign data can hold.</summary>
    public static void AppendOffset(ref Utf8Writer writer, int minutes)
    {
        writer.Append(minutes < 0 ? '-' : '+');
        (int hour, int minute) = Math.DivRem(Math.Abs(minutes), MinutesPerHour);
        writer.AppendPadded((uint)hour, hour > 99 ? 3 : 2);
        writer.Append(':');
        writer.AppendPadded((uint)minute, 2);
    }

    /// <summary>Reads what may follow a time: nothing, <c>Z</c>, <c>±hh</c>, <c>±hhmm</c> or <c>±hh:mm</c> to ±23:59, one space before it allowed
    /// (SQL Server and Oracle print one).</summary>
    public static bool TryReadOffset(ref TextCursor text, out int? minutes)
    {
        minutes = null;
        if (text.AtEnd)
        {
            return true;
        }

        text.TryTake(' ');
        if (text.TryTake('Z'))
        {
            minutes = 0;
            return true;
        }

        bool negative = text.TryTake('-');
        if ((!negative && !text.TryTake('+')) || !text.TryTakeTwo(out int hour))
        {
            return false;
        }

        int minute = 0;
        bool colon = text.TryTake(':');
        if ((colon || text.AtDigit) && !text.TryTakeTwo(out minute))
        {
            return false;
        }

        int total = (hour * MinutesPerHour) + minute;
        minutes = negative ? -total : total;
        return hour <= 23 && minute <= 59;
    }
}
