using System.Buffers.Binary;
using System.Numerics;
using Quarry.Contracts;

namespace Quarry.Plugins.PostgreSql.Encoders;

/// <summary>Integers as int2, int4, int8 and oid: of any width, in the range of the server's.</summary>
/// <param name="bytes">2, 4 or 8.</param>
/// <param name="isUnsigned">True for oid.</param>
internal readonly struct IntegerCell<T>(int bytes, bool isUnsigned) : ICellValue<T>
    where T : unmanaged, IBinaryInteger<T>
{
    public int Bytes => bytes;

    public bool TryWrite(Span<byte> into, T value)
    {
        if (typeof(T) == typeof(ulong) && ulong.CreateTruncating(value) > long.MaxValue)
        {
            return false;
        }

        long number = long.CreateTruncating(value);
        switch (bytes)
        {
            case sizeof(short):
                BinaryPrimitives.WriteInt16BigEndian(into, (short)number);
                return number == (short)number;
            case sizeof(int):
                BinaryPrimitives.WriteInt32BigEndian(into, unchecked((int)number));
                return isUnsigned ? number == unchecked((uint)number) : number == (int)number;
            default:
                BinaryPrimitives.WriteInt64BigEndian(into, number);
                return true;
        }
    }
}

/// <summary>float4.</summary>
internal readonly struct Float4Cell : ICellValue<float>
{
    public int Bytes => sizeof(float);

    public bool TryWrite(Span<byte> into, float value)
    {
        BinaryPrimitives.WriteSingleBigEndian(into, value);
        return true;
    }
}

/// <summary>float8 from either width.</summary>
internal readonly struct Float8Cell<T> : ICellValue<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    public int Bytes => sizeof(double);

    public bool TryWrite(Span<byte> into, T value)
    {
        BinaryPrimitives.WriteDoubleBigEndian(into, double.CreateTruncating(value));
        return true;
    }
}

/// <summary>date.</summary>
internal readonly struct DateCell : ICellValue<int>
{
    public int Bytes => sizeof(int);

    public bool TryWrite(Span<byte> into, int value)
    {
        bool fits = PgTime.TryFromDays(value, out int days);
        BinaryPrimitives.WriteInt32BigEndian(into, days);
        return fits;
    }
}

/// <summary>time.</summary>
internal readonly struct TimeCell(TimeUnit unit) : ICellValue<long>
{
    public int Bytes => sizeof(long);

    public bool TryWrite(Span<byte> into, long value)
    {
        bool fits = PgTime.TryFromTime(value, unit, out long microseconds);
        BinaryPrimitives.WriteInt64BigEndian(into, microseconds);
        return fits;
    }
}

/// <summary>timestamp and timestamptz.</summary>
internal readonly struct TimestampCell(TimeUnit unit) : ICellValue<long>
{
    public int Bytes => sizeof(long);

    public bool TryWrite(Span<byte> into, long value)
    {
        bool fits = PgTime.TryFromTimestamp(value, unit, out long microseconds);
        BinaryPrimitives.WriteInt64BigEndian(into, microseconds);
        return fits;
    }
}

/// <summary>interval.</summary>
internal readonly struct IntervalCell : ICellValue<Interval>
{
    public int Bytes => sizeof(long) + 2 * sizeof(int);

    public bool TryWrite(Span<byte> into, Interval value)
    {
        (long microseconds, long rest) = Math.DivRem(value.Nanoseconds, 1_000);
        BinaryPrimitives.WriteInt64BigEndian(into, microseconds);
        BinaryPrimitives.WriteInt32BigEndian(into[8..], value.Days);
        BinaryPrimitives.WriteInt32BigEndian(into[12..], value.Months);
        return rest == 0;
    }
}
