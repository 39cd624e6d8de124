using System.Runtime.CompilerServices;

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

/// <summary>oid, xid and cid.</summary>
internal readonly unsafe struct UInt4Value : IFixedValue<uint>
{
    public static int Bytes => sizeof(uint);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryRead(byte* at, out uint value)
    {
        value = unchecked((uint)Cell.Int32(at));
        return true;
    }
}

/// <summary>xid8.</summary>
internal readonly unsafe struct UInt8Value : IFixedValue<ulong>
{
    public static int Bytes => sizeof(ulong);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryRead(byte* at, out ulong value)
    {
        value = unchecked((ulong)Cell.Int64(at));
        return true;
    }
}
