using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Quarry.Columnar.Encodings;

/// <summary>Integers of 0 to 64 bits back to back, least significant bit first: value i occupies bits i × width to (i + 1) × width − 1.</summary>
/// <remarks>Sums are modulo 2⁶⁴, so a range that exceeds a signed integer needs no special case. <see cref="BitJoining"/> and <see cref="BitPackingVector"/> are the fast twins.</remarks>
internal static class BitPacking
{
    /// <summary>How many bytes beyond the packed ones <see cref="Unpack"/> may read.</summary>
    public const int Slack = 64;

    /// <summary>Packs value − base of each.</summary>
    public static void Pack(ReadOnlySpan<long> values, long @base, int bits, Span<byte> destination)
    {
        // 64 values take whole words, whatever their bits.
        int packed = BitJoining.IsSupported(bits) ? BitJoining.Pack(values[..(values.Length & ~63)], @base, bits, destination) : 0;
        PackScalar(values[packed..], @base, bits, destination[(packed / 8 * bits)..]);
    }

    /// <summary>The scalar twin.</summary>
    public static void PackScalar(ReadOnlySpan<long> values, long @base, int bits, Span<byte> destination)
    {
        if (bits == 0)
        {
            return;
        }

        if (bits == 64)
        {
            for (int i = 0; i < values.Length; i++)
            {
                MemoryMarshal.Write(destination[(i * sizeof(long))..], values[i] - @base);
            }

            return;
        }

        ulong pending = 0;
        int filled = 0, at = 0;
        foreach (long value in values)
        {
            ulong delta = (ulong)(value - @base);
            pending |= delta << filled;
            filled += bits;
            if (filled >= 64)
            {
                MemoryMarshal.Write(destination[at..], pending);
                at += sizeof(ulong);
                filled -= 64;
                pending = filled == 0 ? 0 : delta >> (bits - filled);
            }
        }

        for (; filled > 0; filled -= 8)
        {
            destination[at++] = (byte)pending;
            pending >>= 8;
        }
    }

    /// <summary>Unpacks and adds the base. The source is followed by <see cref="Slack"/> readable bytes.</summary>
    public static unsafe void Unpack(byte* source, long @base, int bits, Span<long> destination)
    {
        if (BitPackingVector.IsSupported(bits))
        {
            BitPackingVector.Unpack(source, @base, bits, destination);
        }
        else
        {
            UnpackScalar(source, @base, bits, destination, 0);
        }
    }

    /// <summary>The scalar twin, from an index on.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static unsafe void UnpackScalar(byte* source, long @base, int bits, Span<long> destination, int from)
    {
        ulong mask = bits == 64 ? ulong.MaxValue : (1UL << bits) - 1;
        long bit = (long)from * bits;
        for (int i = from; i < destination.Length; i++, bit += bits)
        {
            byte* at = source + (bit >> 3);
            int shift = (int)(bit & 7);
            ulong value = Unsafe.ReadUnaligned<ulong>(at) >> shift;
            if (shift + bits > 64)
            {
                value |= (ulong)at[8] << (64 - shift);
            }

            destination[i] = (long)(value & mask) + @base;
        }
    }
}
