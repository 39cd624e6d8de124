using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Quarry.Columnar.Encodings;

/// <summary>Unpacking with AVX2: four values of up to 57 bits per step, each 128-bit lane loaded at the byte where its first value starts.</summary>
internal static class BitPackingVector
{
    // Above, a value with its phase of up to 7 bits no longer fits the 8 bytes that a lane element takes.
    private const int MaxBits = 57;

    // Per width in bits the two halves of eight values: making them takes longer than unpacking a few hundred values.
    private static readonly Half[] s_halves = [.. Enumerable.Range(0, 2 * (MaxBits + 1)).Select(i => Half.Create(i % 2 * 4, i / 2))];

    public static bool IsSupported(int bits) => Avx2.IsSupported && bits is >= 1 and <= MaxBits;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static unsafe void Unpack(byte* source, long @base, int bits, Span<long> destination)
    {
        // Eight values take exactly `bits` bytes, so the two halves of each eight start at the same bit phases in every step.
        Half first = s_halves[2 * bits], second = s_halves[2 * bits + 1];
        Vector256<ulong> mask = Vector256.Create((1UL << bits) - 1);
        Vector256<long> bases = Vector256.Create(@base);
        int whole = destination.Length & ~7;
        fixed (long* target = destination)
        {
            byte* at = source;
            for (int i = 0; i < whole; i += 8, at += bits)
            {
                Store(at, first, mask, bases, target + i);
                Store(at, second, mask, bases, target + i + 4);
            }
        }

        BitPacking.UnpackScalar(source, @base, bits, destination, whole);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static unsafe void Store(byte* at, in Half half, Vector256<ulong> mask, Vector256<long> bases, long* target)
    {
        Vector256<byte> bytes = Vector256.Create(Vector128.Load(at + half.Low), Vector128.Load(at + half.High));
        Vector256<ulong> values = Avx2.ShiftRightLogicalVariable(Avx2.Shuffle(bytes, half.Shuffle).AsUInt64(), half.Shift) & mask;
        (values.AsInt64() + bases).Store(target);
    }

    private readonly struct Half(int low, int high, Vector256<byte> shuffle, Vector256<ulong> shift)
    {
        public readonly int Low = low;
        public readonly int High = high;
        public readonly Vector256<byte> Shuffle = shuffle;
        public readonly Vector256<ulong> Shift = shift;

        public static Half Create(int firstValue, int bits)
        {
            Span<byte> shuffle = stackalloc byte[32];
            Span<ulong> shift = stackalloc ulong[4];
            int low = firstValue * bits / 8, high = (firstValue + 2) * bits / 8;
            for (int i = 0; i < 4; i++)
            {
                int bit = (firstValue + i) * bits;
                int start = bit / 8 - (i < 2 ? low : high);
                shift[i] = (ulong)(bit % 8);
                for (int b = 0; b < 8; b++)
                {
                    // 0x80 makes the shuffle write zero, for bytes that lie beyond the lane and hold no bit of the value.
                    shuffle[i * 8 + b] = start + b < 16 ? (byte)(start + b) : (byte)0x80;
                }
            }

            return new(low, high, Vector256.Create<byte>(shuffle), Vector256.Create<ulong>(shift));
        }
    }
}
