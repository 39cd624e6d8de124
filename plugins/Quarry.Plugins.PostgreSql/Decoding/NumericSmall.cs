using System.Runtime.CompilerServices;

namespace Quarry.Plugins.PostgreSql.Decoding;

/// <summary>The common numerics without the loops of <see cref="NumericInteger"/>: up to four digits (16 decimals) that fit 64 bits, and up to eight
/// (32 decimals) in two such halves.</summary>
internal static unsafe class NumericSmall
{
    private const int HalfDigits = 4;
    private const int HalfPlaces = HalfDigits * NumericCell.PlacesPerDigit;
    private const int DigitBytes = sizeof(short);

    private static ReadOnlySpan<long> Powers =>
    [
        1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000, 10_000_000_000, 100_000_000_000, 1_000_000_000_000,
        10_000_000_000_000, 100_000_000_000_000, 1_000_000_000_000_000, 10_000_000_000_000_000, 100_000_000_000_000_000, 1_000_000_000_000_000_000,
    ];

    /// <summary>Reads a value of up to four digits as an integer at a scale.</summary>
    /// <returns>False for all others, valid or not.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryRead(byte* at, int length, int scale, out long value)
    {
        value = 0;
        if (!TryReadHeader(at, length, HalfDigits, scale, out int count, out int sign, out int shift))
        {
            return false;
        }

        if (count == 0)
        {
            return true;
        }

        if (count * NumericCell.PlacesPerDigit + shift > 18 || !TryReadHalf(at + NumericCell.HeaderBytes, count, shift, out long sum))
        {
            return false;
        }

        value = sign == 0 ? sum : -sum;
        return true;
    }

    /// <summary>Reads a value of five to eight digits as an integer at a scale.</summary>
    /// <returns>False for all others, valid or not.</returns>
    public static bool TryReadWide(byte* at, int length, int scale, out Int128 value)
    {
        value = 0;
        // A half has 16 decimals: with two more it fits 64 bits, and both fit 127.
        if (!TryReadHeader(at, length, 2 * HalfDigits, scale, out int count, out int sign, out int shift) || count <= HalfDigits || shift > 2)
        {
            return false;
        }

        byte* digits = at + NumericCell.HeaderBytes;
        int upper = count - HalfDigits;
        if (!TryReadHalf(digits, upper, 0, out long high) || !TryReadHalf(digits + upper * DigitBytes, HalfDigits, shift, out long low))
        {
            return false;
        }

        Int128 sum = (Int128)Math.BigMul((ulong)high, (ulong)Powers[HalfPlaces + shift]) + low;
        value = sign == 0 ? sum : -sum;
        return true;
    }

    /// <summary>Reads what comes before the digits; the shift is the decimal places that the last digit misses to the scale, or, negative, reaches below it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool TryReadHeader(byte* at, int length, int maxCount, int scale, out int count, out int sign, out int shift)
    {
        (count, sign, shift) = (length < NumericCell.HeaderBytes ? -1 : Cell.Int16(at), 0, 0);
        if ((uint)count > (uint)maxCount || length != NumericCell.HeaderBytes + count * DigitBytes)
        {
            return false;
        }

        sign = (ushort)Cell.Int16(at + 4);
        shift = scale - (count - 1 - Cell.Int16(at + 2)) * NumericCell.PlacesPerDigit;
        return (sign & ~NumericCell.Negative) == 0 && shift > -NumericCell.PlacesPerDigit;
    }

    /// <summary>One to four digits, the last of them as far as the scale reaches into it; with the shift they have no more than 18 decimals.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool TryReadHalf(byte* digit, int count, int shift, out long sum)
    {
        sum = 0;
        byte* last = digit + (count - 1) * DigitBytes;
        for (; digit < last; digit += DigitBytes)
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
            return true;
        }

        (uint quotient, uint rest) = Math.DivRem(end, (uint)Powers[-shift]);
        sum = sum * Powers[NumericCell.PlacesPerDigit + shift] + quotient;
        return rest == 0;
    }
}
