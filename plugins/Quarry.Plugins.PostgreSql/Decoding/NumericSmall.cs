using System.Runtime.CompilerServices;

namespace Quarry.Plugins.PostgreSql.Decoding;

/// <summary>The common numerics, which fit 64 bits: up to four digits (16 decimals), at any scale near their own.</summary>
internal static unsafe class NumericSmall
{
    private static ReadOnlySpan<int> Powers => [1, 10, 100, 1_000];

    /// <summary>Reads a value as an integer at a scale.</summary>
    /// <returns>False for all others, valid or not.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryRead(byte* at, int length, int scale, out long value)
    {
        value = 0;
        int count = length < NumericCell.HeaderBytes ? -1 : Cell.Int16(at);
        if ((uint)count > 4 || length != NumericCell.HeaderBytes + count * sizeof(short))
        {
            return false;
        }

        int sign = (ushort)Cell.Int16(at + 4);
        if ((sign & ~NumericCell.Negative) != 0)
        {
            return false;
        }

        if (count == 0)
        {
            return true;
        }

        // Decimal places that the last digit misses to the scale, or reaches below it.
        int shift = scale - (count - 1 - Cell.Int16(at + 2)) * NumericCell.PlacesPerDigit;
        if ((uint)(shift + 3) > 6 || count * NumericCell.PlacesPerDigit + shift > 18)
        {
            return false;
        }

        long sum = 0;
        byte* last = at + length - sizeof(short);
        for (byte* digit = at + NumericCell.HeaderBytes; digit < last; digit += sizeof(short))
        {
            uint one = (ushort)Cell.Int16(digit);
            if (one >= NumericCell.Base)
            {
                return false;
            }

            sum = sum * NumericCell.Base + one;
        }

        uint end = (ushort)Cell.Int16(last);
        if (end >= NumericCell.Base)
        {
            return false;
        }

        if (shift >= 0)
        {
            sum = (sum * NumericCell.Base + end) * Powers[shift];
        }
        else
        {
            uint divisor = (uint)Powers[-shift];
            (uint quotient, uint rest) = Math.DivRem(end, divisor);
            if (rest != 0)
            {
                return false;
            }

            sum = sum * Powers[4 + shift & 3] + quotient;
        }

        value = sign == 0 ? sum : -sum;
        return true;
    }
}
