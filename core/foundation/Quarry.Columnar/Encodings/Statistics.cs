using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Quarry.Columnar.Encodings;

/// <summary>The smallest and largest of a column's integers, and the bits that their range takes.</summary>
internal readonly struct Statistics(long min, long max)
{
    public long Min { get; } = min;

    /// <summary>Bits that hold every value − <see cref="Min"/>.</summary>
    public int Bits { get; } = 64 - BitOperations.LeadingZeroCount(unchecked((ulong)(max - min)));

    public static Statistics Of(ReadOnlySpan<long> values)
    {
        int lanes = Vector<long>.Count;
        if (!Vector.IsHardwareAccelerated || values.Length < lanes)
        {
            return OfScalar(values);
        }

        ref long first = ref MemoryMarshal.GetReference(values);
        Vector<long> low = Vector.LoadUnsafe(ref first), high = low;
        for (int i = lanes; i + lanes <= values.Length; i += lanes)
        {
            Vector<long> next = Vector.LoadUnsafe(ref first, (nuint)i);
            low = Vector.Min(low, next);
            high = Vector.Max(high, next);
        }

        // The last lanes overlap what was seen, which changes neither.
        Vector<long> last = Vector.LoadUnsafe(ref first, (nuint)(values.Length - lanes));
        low = Vector.Min(low, last);
        high = Vector.Max(high, last);
        (long min, long max) = (low[0], high[0]);
        for (int lane = 1; lane < lanes; lane++)
        {
            min = Math.Min(min, low[lane]);
            max = Math.Max(max, high[lane]);
        }

        return new(min, max);
    }

    /// <summary>The scalar twin.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static Statistics OfScalar(ReadOnlySpan<long> values)
    {
        (long min, long max) = values.IsEmpty ? (0, 0) : (long.MaxValue, long.MinValue);
        foreach (long value in values)
        {
            min = Math.Min(min, value);
            max = Math.Max(max, value);
        }

        return new(min, max);
    }
}
