using System.Numerics;
using System.Runtime.InteropServices;

namespace Quarry.Columnar.Encodings;

/// <summary>Bits of validity and booleans.</summary>
internal static class Bitmap
{
    public static int CountSet(ReadOnlySpan<byte> bits)
    {
        int set = 0;
        ReadOnlySpan<ulong> words = MemoryMarshal.Cast<byte, ulong>(bits);
        foreach (ulong word in words)
        {
            set += BitOperations.PopCount(word);
        }

        foreach (byte rest in bits[(words.Length * sizeof(ulong))..])
        {
            set += BitOperations.PopCount(rest);
        }

        return set;
    }
}
