using System.Globalization;
using Quarry.Contracts;

namespace Quarry.Cli.Cells;

internal readonly struct IntegerFormat<T> : IValueFormat<T>
    where T : IUtf8SpanFormattable
{
    public static int Format(T value, LogicalType type, Span<byte> room)
    {
        value.TryFormat(room, out int written, default, CultureInfo.InvariantCulture);
        return written;
    }
}

internal readonly struct Float32Format : IValueFormat<float>
{
    public static int Format(float value, LogicalType type, Span<byte> room)
    {
        ValueText.TryFormatFloat32(value, room, out int written);
        return written;
    }
}

internal readonly struct Float64Format : IValueFormat<double>
{
    public static int Format(double value, LogicalType type, Span<byte> room)
    {
        ValueText.TryFormatFloat64(value, room, out int written);
        return written;
    }
}

internal readonly struct Decimal128Format : IValueFormat<Int128>
{
    public static int Format(Int128 value, LogicalType type, Span<byte> room)
    {
        ValueText.TryFormatDecimal128(value, type.Scale, room, out int written);
        return written;
    }
}

internal readonly struct Decimal256Format : IValueFormat<Int256>
{
    public static int Format(Int256 value, LogicalType type, Span<byte> room)
    {
        ValueText.TryFormatDecimal256(value, type.Scale, room, out int written);
        return written;
    }
}

internal readonly struct DateFormat : IValueFormat<int>
{
    public static int Format(int value, LogicalType type, Span<byte> room)
    {
        ValueText.TryFormatDate(value, room, out int written);
        return written;
    }
}

internal readonly struct TimeFormat : IValueFormat<long>
{
    public static int Format(long value, LogicalType type, Span<byte> room)
    {
        ValueText.TryFormatTime(value, type.Unit, room, out int written);
        return written;
    }
}

internal readonly struct TimestampFormat : IValueFormat<long>
{
    public static int Format(long value, LogicalType type, Span<byte> room)
    {
        ValueText.TryFormatTimestamp(value, type.Unit, room, out int written);
        return written;
    }
}

internal readonly struct TimestampUtcFormat : IValueFormat<long>
{
    public static int Format(long value, LogicalType type, Span<byte> room)
    {
        ValueText.TryFormatTimestampUtc(value, type.Unit, room, out int written);
        return written;
    }
}

internal readonly struct IntervalFormat : IValueFormat<Interval>
{
    public static int Format(Interval value, LogicalType type, Span<byte> room)
    {
        ValueText.TryFormatInterval(value, room, out int written);
        return written;
    }
}
