using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Quarry.Columnar.Encodings;

/// <summary>Packing with AVX2: neighbours that fit a word are joined side by side, so that the chain from word to word is two to eight times shorter.</summary>
internal static class BitJoining
{
    private const int MaxBits = 32;

    public static bool IsSupported(int bits) => Avx2.IsSupported && bits is >= 1 and <= MaxBits;

    /// <summary>Packs value − base of each.</summary>
    /// <param name="values">A multiple of 64: their bits take whole words.</param>
    /// <param name="base">What is subtracted.</param>
    /// <param name="bits">A supported width.</param>
    /// <param name="destination">Room.</param>
    /// <returns>How many were packed: all.</returns>
    public static int Pack(ReadOnlySpan<long> values, long @base, int bits, Span<byte> destination)
    {
        var words = new Words(MemoryMarshal.Cast<byte, ulong>(destination));
        switch (bits)
        {
            case <= 8:
                PackEights(values, @base, bits, words);
                break;
            case <= 16:
                PackFours(values, @base, bits, words);
                break;
            default:
                PackPairs(values, @base, bits, words);
                break;
        }

        return values.Length;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void PackEights(ReadOnlySpan<long> values, long @base, int bits, Words words)
    {
        Vector256<ulong> shifts = Vector256.Create(0UL, 1, 2, 3) * (ulong)bits, further = shifts + Vector256.Create(4UL * (ulong)bits);
        for (int i = 0; i < values.Length; i += 8)
        {
            words.Append(Join(Shifted(values, i, @base, shifts) | Shifted(values, i + 4, @base, further)), 8 * bits);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void PackFours(ReadOnlySpan<long> values, long @base, int bits, Words words)
    {
        Vector256<ulong> shifts = Vector256.Create(0UL, 1, 2, 3) * (ulong)bits;
        for (int i = 0; i < values.Length; i += 4)
        {
            words.Append(Join(Shifted(values, i, @base, shifts)), 4 * bits);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void PackPairs(ReadOnlySpan<long> values, long @base, int bits, Words words)
    {
        Vector256<ulong> shifts = Vector256.Create(0UL, 1, 0, 1) * (ulong)bits;
        for (int i = 0; i < values.Length; i += 4)
        {
            Vector256<ulong> shifted = Shifted(values, i, @base, shifts);
            words.Append(Join(shifted.GetLower()), 2 * bits);
            words.Append(Join(shifted.GetUpper()), 2 * bits);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<ulong> Shifted(ReadOnlySpan<long> values, int at, long @base, Vector256<ulong> shifts)
        => Avx2.ShiftLeftLogicalVariable(Vector256.Create(values.Slice(at, 4)).AsUInt64() - Vector256.Create((ulong)@base), shifts);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Join(Vector256<ulong> parts) => Join(parts.GetLower() | parts.GetUpper());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Join(Vector128<ulong> parts) => parts[0] | parts[1];

    private ref struct Words(Span<ulong> destination)
    {
        private readonly Span<ulong> _destination = destination;
        private ulong _pending;
        private int _filled;
        private int _at;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Append(ulong word, int bits)
        {
            _pending |= word << _filled;
            _filled += bits;
            if (_filled >= 64)
            {
                _destination[_at++] = _pending;
                _filled -= 64;
                _pending = _filled == 0 ? 0 : word >> (bits - _filled);
            }
        }
    }
}
