using System.Numerics;

namespace Quarry.Columnar.Writing;

/// <summary>What stands where a value is NULL.</summary>
internal static class NullSlots
{
    /// <summary>Zeroes the slots.</summary>
    public static void Clear(Span<byte> values, int width, ReadOnlySpan<byte> validity)
    {
        int count = values.Length / width;
        for (int i = 0; i < validity.Length; i++)
        {
            for (int missing = ~validity[i] & 0xFF; missing != 0; missing &= missing - 1)
            {
                int row = i * 8 + BitOperations.TrailingZeroCount(missing);
                if (row < count)
                {
                    values.Slice(row * width, width).Clear();
                }
            }
        }
    }

    /// <summary>Repeats the value before each slot, or the first one for those before it; zeros if there is none.</summary>
    public static void Fill(Span<byte> values, int width, ReadOnlySpan<byte> validity)
    {
        int count = values.Length / width;
        int first = 0;
        while (first < count && (validity[first >> 3] >> (first & 7) & 1) == 0)
        {
            first++;
        }

        if (first == count)
        {
            values.Clear();
            return;
        }

        for (int row = 0; row < first; row++)
        {
            values.Slice(first * width, width).CopyTo(values[(row * width)..]);
        }

        for (int i = first / 8; i < validity.Length; i++)
        {
            for (int missing = ~validity[i] & 0xFF; missing != 0; missing &= missing - 1)
            {
                int row = i * 8 + BitOperations.TrailingZeroCount(missing);
                if (row > first && row < count)
                {
                    values.Slice((row - 1) * width, width).CopyTo(values[(row * width)..]);
                }
            }
        }
    }
}
