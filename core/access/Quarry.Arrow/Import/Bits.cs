using System.Numerics;
using System.Runtime.InteropServices;

namespace Quarry.Arrow.Import;

/// <summary>Bitmaps: least significant bit first.</summary>
internal static class Bits
{
    public static int Bytes(int bits) => (int)(((long)bits + 7) / 8);

    public static bool Get(ReadOnlySpan<byte> bits, int index) => (bits[index >> 3] >> (index & 7) & 1) != 0;

    /// <summary>Bits that start within a byte, moved to the start of one; those beyond the last are zero.</summary>
    public static void Shift(ReadOnlySpan<byte> source, int start, int count, Span<byte> destination)
    {
        int shift = start & 7;
        ReadOnlySpan<byte> from = source[(start >> 3)..];
        int bytes = Bytes(count);
        for (int i = 0; i < bytes; i++)
        {
            int next = i + 1 < from.Length ? from[i + 1] : 0;
            destination[i] = (byte)((from[i] | next << 8) >> shift);
        }

        ClearTail(destination, count);
    }

    public static void ClearTail(Span<byte> bits, int count)
    {
        if ((count & 7) != 0)
        {
            bits[count >> 3] &= (byte)((1 << (count & 7)) - 1);
        }
    }

    /// <summary>How many of the first bits are set.</summary>
    public static int Count(ReadOnlySpan<byte> bits, int count)
    {
        int set = 0;
        ReadOnlySpan<ulong> words = MemoryMarshal.Cast<byte, ulong>(bits[..(count >> 3)]);
        foreach (ulong word in words)
        {
            set += BitOperations.PopCount(word);
        }

        foreach (byte rest in bits[(words.Length * sizeof(ulong))..(count >> 3)])
        {
            set += BitOperations.PopCount(rest);
        }

        return (count & 7) == 0 ? set : set + BitOperations.PopCount((uint)bits[count >> 3] & ((1u << (count & 7)) - 1));
    }
}
