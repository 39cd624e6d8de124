using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Quarry.Columnar.Encodings;

/// <summary>Byte streams with vectors of 128 bits, 16 elements per step: bytes of even and odd places part from each other, or join, as often as 2 divides the width.</summary>
internal static unsafe class ByteStreamSplitVector
{
    private const int Step = 16;

    /// <summary>Takes whole steps of elements apart.</summary>
    /// <returns>How many elements that were.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int Split(ReadOnlySpan<byte> raw, int width, Span<byte> streams)
    {
        int count = raw.Length / width, whole = WholeSteps(count);
        ArgumentOutOfRangeException.ThrowIfLessThan(streams.Length, raw.Length);
        fixed (byte* source = raw, target = streams)
        {
            for (int i = 0; i < whole; i += Step)
            {
                byte* from = source + (long)i * width, to = target + i;
                if (width == sizeof(int))
                {
                    Split4(Load(from, 0), Load(from, 1), Load(from, 2), Load(from, 3), to, count);
                    continue;
                }

                Part(Load(from, 0), Load(from, 1), out Vector128<byte> even0, out Vector128<byte> odd0);
                Part(Load(from, 2), Load(from, 3), out Vector128<byte> even1, out Vector128<byte> odd1);
                Part(Load(from, 4), Load(from, 5), out Vector128<byte> even2, out Vector128<byte> odd2);
                Part(Load(from, 6), Load(from, 7), out Vector128<byte> even3, out Vector128<byte> odd3);
                Split4(even0, even1, even2, even3, to, 2L * count);
                Split4(odd0, odd1, odd2, odd3, to + count, 2L * count);
            }
        }

        return whole;
    }

    /// <summary>Puts whole steps of elements together.</summary>
    /// <returns>How many elements that were.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int Merge(ReadOnlySpan<byte> streams, int width, Span<byte> raw)
    {
        int count = raw.Length / width, whole = WholeSteps(count);
        ArgumentOutOfRangeException.ThrowIfLessThan(streams.Length, raw.Length);
        fixed (byte* source = streams, target = raw)
        {
            for (int i = 0; i < whole; i += Step)
            {
                byte* from = source + i, to = target + (long)i * width;
                if (width == sizeof(int))
                {
                    Merge4(from, count, out Vector128<byte> first, out Vector128<byte> second, out Vector128<byte> third, out Vector128<byte> fourth);
                    first.Store(to);
                    second.Store(to + Step);
                    third.Store(to + 2 * Step);
                    fourth.Store(to + 3 * Step);
                    continue;
                }

                Merge4(from, 2L * count, out Vector128<byte> even0, out Vector128<byte> even1, out Vector128<byte> even2, out Vector128<byte> even3);
                Merge4(from + count, 2L * count, out Vector128<byte> odd0, out Vector128<byte> odd1, out Vector128<byte> odd2, out Vector128<byte> odd3);
                Join(even0, odd0, to);
                Join(even1, odd1, to + 2 * Step);
                Join(even2, odd2, to + 4 * Step);
                Join(even3, odd3, to + 6 * Step);
            }
        }

        return whole;
    }

    private static int WholeSteps(int count) => Vector128.IsHardwareAccelerated ? count & ~(Step - 1) : 0;

    private static Vector128<byte> Load(byte* source, int index) => Vector128.Load(source + index * Step);

    // 16 elements of 4 bytes become one vector for each of their bytes, stored a stride apart.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Split4(Vector128<byte> v0, Vector128<byte> v1, Vector128<byte> v2, Vector128<byte> v3, byte* to, long stride)
    {
        Part(v0, v1, out Vector128<byte> even0, out Vector128<byte> odd0);
        Part(v2, v3, out Vector128<byte> even1, out Vector128<byte> odd1);
        Part(even0, even1, out Vector128<byte> byte0, out Vector128<byte> byte2);
        Part(odd0, odd1, out Vector128<byte> byte1, out Vector128<byte> byte3);
        byte0.Store(to);
        byte1.Store(to + stride);
        byte2.Store(to + 2 * stride);
        byte3.Store(to + 3 * stride);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Merge4(byte* from, long stride, out Vector128<byte> v0, out Vector128<byte> v1, out Vector128<byte> v2, out Vector128<byte> v3)
    {
        Vector128<byte> byte0 = Vector128.Load(from), byte1 = Vector128.Load(from + stride);
        Vector128<byte> byte2 = Vector128.Load(from + 2 * stride), byte3 = Vector128.Load(from + 3 * stride);
        Vector128<byte> evenLow = JoinLow(byte0, byte2), evenHigh = JoinHigh(byte0, byte2);
        Vector128<byte> oddLow = JoinLow(byte1, byte3), oddHigh = JoinHigh(byte1, byte3);
        (v0, v1) = (JoinLow(evenLow, oddLow), JoinHigh(evenLow, oddLow));
        (v2, v3) = (JoinLow(evenHigh, oddHigh), JoinHigh(evenHigh, oddHigh));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Part(Vector128<byte> low, Vector128<byte> high, out Vector128<byte> even, out Vector128<byte> odd)
    {
        Vector128<ushort> mask = Vector128.Create((ushort)0xFF);
        even = Vector128.Narrow(low.AsUInt16() & mask, high.AsUInt16() & mask);
        odd = Vector128.Narrow(low.AsUInt16() >>> 8, high.AsUInt16() >>> 8);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Join(Vector128<byte> even, Vector128<byte> odd, byte* to)
    {
        JoinLow(even, odd).Store(to);
        JoinHigh(even, odd).Store(to + Step);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<byte> JoinLow(Vector128<byte> even, Vector128<byte> odd)
        => (Vector128.WidenLower(even) | (Vector128.WidenLower(odd) << 8)).AsByte();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<byte> JoinHigh(Vector128<byte> even, Vector128<byte> odd)
        => (Vector128.WidenUpper(even) | (Vector128.WidenUpper(odd) << 8)).AsByte();
}
