using System.Runtime.CompilerServices;
using Quarry.Contracts;
using Quarry.Plugins.PostgreSql.Types;

namespace Quarry.Plugins.PostgreSql.Decoding;

/// <summary>date: days since 2000-01-01; the ends of the range stand for −infinity and infinity, which no date is.</summary>
internal readonly unsafe struct DateValue : IFixedValue<int>
{
    public static int Bytes => sizeof(int);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryRead(byte* at, out int value)
    {
        int days = Cell.Int32(at);
        value = unchecked(days + Epoch.Days);
        return days is > int.MinValue and <= int.MaxValue - Epoch.Days;
    }
}

/// <summary>timestamp and timestamptz: microseconds since 2000-01-01; the ends of the range stand for −infinity and infinity. The server's last 30 years
/// (294247 to 294276) are beyond 64 bits when counted from 1970.</summary>
internal readonly unsafe struct TimestampValue : IFixedValue<long>
{
    public static int Bytes => sizeof(long);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryRead(byte* at, out long value)
    {
        long microseconds = Cell.Int64(at);
        value = unchecked(microseconds + Epoch.Microseconds);
        return microseconds is > long.MinValue and <= long.MaxValue - Epoch.Microseconds;
    }
}

/// <summary>time: microseconds since midnight, 24:00:00 included.</summary>
internal readonly unsafe struct TimeValue : IFixedValue<long>
{
    public static int Bytes => sizeof(long);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryRead(byte* at, out long value)
    {
        value = Cell.Int64(at);
        return (ulong)value <= Epoch.MicrosecondsPerDay;
    }
}

/// <summary>interval: microseconds, days, months. More than 292 years in microseconds do not fit nanoseconds; neither does the infinity of PostgreSQL 17.</summary>
internal readonly unsafe struct IntervalValue : IFixedValue<Interval>
{
    private const long Limit = long.MaxValue / 1_000;

    public static int Bytes => sizeof(long) + 2 * sizeof(int);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryRead(byte* at, out Interval value)
    {
        long microseconds = Cell.Int64(at);
        value = new(Cell.Int32(at + 12), Cell.Int32(at + 8), unchecked(microseconds * 1_000));
        return microseconds is >= -Limit and <= Limit;
    }
}
