namespace Quarry.Contracts.Internals;

/// <summary>The text of a timestamp before its kind (wall clock, UTC, with offset) is applied.</summary>
internal readonly struct TimestampText
{
    // 100 000 days in nanoseconds, with a day and an offset added, stay below 2^63.
    private const int SafeDays = 100_000;

    private readonly long _days;
    private readonly long _time;
    private readonly bool _lossy;

    private TimestampText(long days, long time, bool lossy, int? offsetMinutes)
        => (_days, _time, _lossy, OffsetMinutes) = (days, time, lossy, offsetMinutes);

    /// <summary>The offset in the text, 0 for Z, or null.</summary>
    public int? OffsetMinutes { get; }

    /// <summary>Reads <c>date(T| )time[offset]</c>.</summary>
    public static bool TryRead(ReadOnlySpan<byte> utf8, TimeUnit unit, out TimestampText result)
    {
        var text = new TextCursor(utf8);
        bool valid = DateText.TryRead(ref text, out long days);
        valid = valid && (text.TryTake('T') || text.TryTake(' '));
        long time = 0;
        bool lossy = false;
        valid = valid && ClockText.TryRead(ref text, unit, out time, out lossy) && time < TimeUnits.PerDay(unit);
        int? offset = null;
        valid = valid && ClockText.TryReadOffset(ref text, out offset) && text.AtEnd;
        result = valid ? new(days, time, lossy, offset) : default;
        return valid;
    }

    /// <summary>The timestamp minus an offset: an instant, if the offset is the text's own.</summary>
    public ParseStatus ToValue(TimeUnit unit, int offsetMinutes, out long value)
    {
        value = 0;
        long time = _time - (offsetMinutes * 60 * TimeUnits.PerSecond(unit));
        if (Math.Abs(_days) <= SafeDays)
        {
            value = _lossy ? 0 : (_days * TimeUnits.PerDay(unit)) + time;
            return _lossy ? ParseStatus.LosesPrecision : ParseStatus.Ok;
        }

        Int128 wide = ((Int128)_days * TimeUnits.PerDay(unit)) + time;
        if (wide < long.MinValue || wide > long.MaxValue)
        {
            return ParseStatus.OutOfRange;
        }

        value = _lossy ? 0 : (long)wide;
        return _lossy ? ParseStatus.LosesPrecision : ParseStatus.Ok;
    }

    /// <summary>Writes the wall clock at an offset from the value.</summary>
    public static void Append(ref Utf8Writer writer, long value, TimeUnit unit, int offsetMinutes)
    {
        // The offset is applied to the time of day, so that the ends of the 64-bit range do not overflow.
        ValueText.SplitTimestamp(value, unit, out long days, out long time);
        time += offsetMinutes * 60 * TimeUnits.PerSecond(unit);
        long perDay = TimeUnits.PerDay(unit);
        long carry = Calendar.FloorDivide(time, perDay);
        DateText.Append(ref writer, days + carry);
        writer.Append('T');
        ClockText.Append(ref writer, time - (carry * perDay), unit);
    }
}
