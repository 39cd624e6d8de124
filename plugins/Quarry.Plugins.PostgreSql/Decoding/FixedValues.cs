using System.Runtime.CompilerServices;
using Quarry.Plugins.PostgreSql.Types;

namespace Quarry.Plugins.PostgreSql.Decoding;

/// <summary>int2.</summary>
internal readonly unsafe struct Int2Value : IFixedValue<short>
{
    public static int Bytes => sizeof(short);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryRead(byte* at, out short value)
    {
        value = Cell.Int16(at);
        return true;
    }
}

/// <summary>int4.</summary>
internal readonly unsafe struct Int4Value : IFixedValue<int>
{
    public static int Bytes => sizeof(int);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryRead(byte* at, out int value)
    {
        value = Cell.Int32(at);
        return true;
    }
}

/// <summary>int8.</summary>
internal readonly unsafe struct Int8Value : IFixedValue<long>
{
    public static int Bytes => sizeof(long);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryRead(byte* at, out long value)
    {
        value = Cell.Int64(at);
        return true;
    }
}

/// <summary>float4.</summary>
internal readonly unsafe struct Float4Value : IFixedValue<float>
{
    public static int Bytes => sizeof(float);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryRead(byte* at, out float value)
    {
        value = BitConverter.Int32BitsToSingle(Cell.Int32(at));
        return true;
    }
}

/// <summary>float8.</summary>
internal readonly unsafe struct Float8Value : IFixedValue<double>
{
    public static int Bytes => sizeof(double);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryRead(byte* at, out double value)
    {
        value = BitConverter.Int64BitsToDouble(Cell.Int64(at));
        return true;
    }
}

/// <summary>date: days since 2000-01-01; the ends of the range stand for −infinity and infinity.</summary>
internal readonly unsafe struct DateValue : IFixedValue<int>
{
    public static int Bytes => sizeof(int);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryRead(byte* at, out int value)
    {
        int days = Cell.Int32(at);
        value = days + Epoch.Days;
        return days is not (int.MinValue or int.MaxValue);
    }
}

/// <summary>timestamp and timestamptz: microseconds since 2000-01-01; the ends of the range stand for −infinity and infinity.</summary>
internal readonly unsafe struct TimestampValue : IFixedValue<long>
{
    public static int Bytes => sizeof(long);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryRead(byte* at, out long value)
    {
        long microseconds = Cell.Int64(at);
        value = microseconds + Epoch.Microseconds;
        return microseconds is not (long.MinValue or long.MaxValue);
    }
}
