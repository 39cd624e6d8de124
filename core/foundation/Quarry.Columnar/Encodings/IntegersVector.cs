using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Quarry.Columnar.Encodings;

/// <summary>The fast twin of <see cref="Integers"/> for the widths of most columns, 4 and 16 bytes: four integers per step, with AVX2.</summary>
internal static class IntegersVector
{
    // Of the pairs (0, 2) and (1, 3) that unpacking interleaves, back in order; its own inverse.
    private const byte Order = 0b11_01_10_00;

    public static bool IsSupported => Avx2.IsSupported;

    /// <summary>Widens the first values, as many as go into whole steps.</summary>
    /// <returns>How many.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int Load(ReadOnlySpan<int> raw, Span<long> values)
    {
        int whole = values.Length & ~3;
        ref int source = ref MemoryMarshal.GetReference(raw);
        ref long target = ref MemoryMarshal.GetReference(values);
        for (int i = 0; i < whole; i += 4)
        {
            Avx2.ConvertToVector256Int64(Vector128.LoadUnsafe(ref source, (nuint)i)).StoreUnsafe(ref target, (nuint)i);
        }

        return whole;
    }

    /// <summary>Takes the low words of the first values, as many as go into whole steps.</summary>
    /// <param name="raw">Low and high word of each.</param>
    /// <param name="values">Receives the low words.</param>
    /// <param name="lost">Not 0 if a high word is not the sign of its low one.</param>
    /// <returns>How many.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int LoadPairs(ReadOnlySpan<long> raw, Span<long> values, out long lost)
    {
        int whole = values.Length & ~3;
        ref long source = ref MemoryMarshal.GetReference(raw);
        ref long target = ref MemoryMarshal.GetReference(values);
        Vector256<long> different = Vector256<long>.Zero;
        for (int i = 0; i < whole; i += 4)
        {
            Vector256<long> first = Vector256.LoadUnsafe(ref source, 2 * (nuint)i), second = Vector256.LoadUnsafe(ref source, 2 * (nuint)i + 4);
            Vector256<long> low = Avx2.UnpackLow(first, second), high = Avx2.UnpackHigh(first, second);
            different |= high ^ Vector256.LessThan(low, Vector256<long>.Zero);
            Avx2.Permute4x64(low, Order).StoreUnsafe(ref target, (nuint)i);
        }

        lost = different == Vector256<long>.Zero ? 0 : 1;
        return whole;
    }

    /// <summary>Narrows the first values, as many as go into whole steps.</summary>
    /// <returns>How many.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int Store(ReadOnlySpan<long> values, Span<int> raw)
    {
        int whole = values.Length & ~7;
        ref long source = ref MemoryMarshal.GetReference(values);
        ref int target = ref MemoryMarshal.GetReference(raw);
        for (int i = 0; i < whole; i += 8)
        {
            Vector256.Narrow(Vector256.LoadUnsafe(ref source, (nuint)i), Vector256.LoadUnsafe(ref source, (nuint)i + 4)).StoreUnsafe(ref target, (nuint)i);
        }

        return whole;
    }

    /// <summary>Writes the first values with their signs, as many as go into whole steps.</summary>
    /// <returns>How many.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int StorePairs(ReadOnlySpan<long> values, Span<long> raw)
    {
        int whole = values.Length & ~3;
        ref long source = ref MemoryMarshal.GetReference(values);
        ref long target = ref MemoryMarshal.GetReference(raw);
        for (int i = 0; i < whole; i += 4)
        {
            Vector256<long> low = Avx2.Permute4x64(Vector256.LoadUnsafe(ref source, (nuint)i), Order);
            Vector256<long> sign = Vector256.LessThan(low, Vector256<long>.Zero);
            Avx2.UnpackLow(low, sign).StoreUnsafe(ref target, 2 * (nuint)i);
            Avx2.UnpackHigh(low, sign).StoreUnsafe(ref target, 2 * (nuint)i + 4);
        }

        return whole;
    }
}
