using Quarry.Contracts;

namespace Quarry.Engine.Parameters;

/// <summary>Dates and times, whose ticks are 100 ns: in microseconds where that is exact, else in nanoseconds.</summary>
internal static class ClrTime
{
    private const int NanosecondsPerTick = 100;

    public static TypedValue Convert(DateOnly date) => new(LogicalType.Date32, date.DayNumber - DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber);

    public static TypedValue Convert(TimeOnly time)
        => IsMicroseconds(time.Ticks)
            ? new(LogicalType.Time64(TimeUnit.Microsecond), time.Ticks / TimeSpan.TicksPerMicrosecond)
            : new(LogicalType.Time64(TimeUnit.Nanosecond), time.Ticks * NanosecondsPerTick);

    public static TypedValue Convert(ValueLabel label, TimeSpan duration) => new(LogicalType.Interval, new Interval(0, 0, Nanoseconds(label, duration.Ticks)));

    public static TypedValue Convert(ValueLabel label, DateTime time)
    {
        if (time.Kind == DateTimeKind.Local)
        {
            throw ParameterErrors.Invalid(label, "a DateTime of kind Local means another instant on another machine. Pass a DateTimeOffset, or call ToUniversalTime().");
        }

        (TimeUnit unit, long value) = SinceEpoch(label, time.Ticks);
        return new(time.Kind == DateTimeKind.Utc ? LogicalType.TimestampUtc(unit) : LogicalType.Timestamp(unit), value);
    }

    public static TypedValue Convert(ValueLabel label, DateTimeOffset time)
    {
        (TimeUnit unit, long value) = SinceEpoch(label, time.UtcTicks);
        return new(LogicalType.TimestampOffset(unit), new TimestampOffset(value, (short)time.TotalOffsetMinutes));
    }

    private static (TimeUnit Unit, long Value) SinceEpoch(ValueLabel label, long ticks)
    {
        ticks -= DateTime.UnixEpoch.Ticks;
        return IsMicroseconds(ticks) ? (TimeUnit.Microsecond, ticks / TimeSpan.TicksPerMicrosecond) : (TimeUnit.Nanosecond, Nanoseconds(label, ticks));
    }

    private static bool IsMicroseconds(long ticks) => ticks % TimeSpan.TicksPerMicrosecond == 0;

    private static long Nanoseconds(ValueLabel label, long ticks)
        => Math.BigMul(ticks, NanosecondsPerTick, out long result) == result >> 63
            ? result
            : throw ParameterErrors.Invalid(label, "the time is more than 292 years off, which 64 bits of nanoseconds cannot hold. Pass a time of whole microseconds, or a duration as an Interval.");
}
