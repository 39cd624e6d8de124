using Quarry.Contracts;

namespace Quarry.Plugins.PostgreSql.Decoding;

/// <summary>A numeric as an integer at a scale, exactly.</summary>
internal struct NumericInteger
{
    // 20 digits to base 10 000 are 77 decimals or more, of which the last three may be zeros below the scale.
    private const int MaxDigits = 20;
    private const int MaxShift = 76;
    private const int DigitsPerStep = 4;
    private const int PlacesPerStep = 18;

    private ulong _limb0;
    private ulong _limb1;
    private ulong _limb2;
    private ulong _limb3;

    /// <summary>Reads a finite value.</summary>
    /// <param name="cell">The value.</param>
    /// <param name="scale">Decimals after the point.</param>
    /// <param name="limit">What the magnitude must be below.</param>
    /// <param name="value">The integer.</param>
    /// <returns>False if it is no integer at that scale, or too large.</returns>
    public static bool TryRead(in NumericCell cell, int scale, Int256 limit, out Int256 value)
    {
        value = default;
        (int first, int end) = (0, cell.Count);
        while (first < end && cell[first] == 0)
        {
            first++;
        }

        while (end > first && cell[end - 1] == 0)
        {
            end--;
        }

        if (first == end)
        {
            return true;
        }

        int shift = scale - (end - 1 - cell.Weight) * NumericCell.PlacesPerDigit;
        var integer = default(NumericInteger);
        if (end - first > MaxDigits || shift is < -3 or > MaxShift || !integer.TryGather(cell, first, end, shift))
        {
            return false;
        }

        var magnitude = new Int256(new(integer._limb3, integer._limb2), new UInt128(integer._limb1, integer._limb0));
        value = cell.IsNegative && !magnitude.IsNegative ? -magnitude : magnitude;
        return !magnitude.IsNegative && magnitude < limit;
    }

    private bool TryGather(in NumericCell cell, int first, int end, int shift)
    {
        int last = end - 1;
        while (first < last)
        {
            (ulong step, ulong factor) = (0, 1);
            for (int i = Math.Min(DigitsPerStep, last - first); i > 0; i--, first++)
            {
                step = step * NumericCell.Base + (uint)cell[first];
                factor *= NumericCell.Base;
            }

            if (!TryMultiplyAdd(factor, step))
            {
                return false;
            }
        }

        // The last digit as far as the scale reaches into it.
        ulong below = PowerOfTen(Math.Max(-shift, 0));
        (ulong digit, ulong rest) = Math.DivRem((ulong)cell[last], below);
        if (rest != 0 || !TryMultiplyAdd(NumericCell.Base / below, digit))
        {
            return false;
        }

        for (; shift > 0; shift -= PlacesPerStep)
        {
            if (!TryMultiplyAdd(PowerOfTen(Math.Min(shift, PlacesPerStep)), 0))
            {
                return false;
            }
        }

        return true;
    }

    private bool TryMultiplyAdd(ulong factor, ulong addend)
    {
        // (2^64 − 1)² + (2^64 − 1) is below 2^128: no step overflows.
        UInt128 step0 = Math.BigMul(_limb0, factor) + (UInt128)addend;
        UInt128 step1 = Math.BigMul(_limb1, factor) + (step0 >> 64);
        UInt128 step2 = Math.BigMul(_limb2, factor) + (step1 >> 64);
        UInt128 step3 = Math.BigMul(_limb3, factor) + (step2 >> 64);
        (_limb0, _limb1, _limb2, _limb3) = ((ulong)step0, (ulong)step1, (ulong)step2, (ulong)step3);
        return (ulong)(step3 >> 64) == 0;
    }

    private static ulong PowerOfTen(int exponent)
    {
        ulong power = 1;
        for (; exponent > 0; exponent--)
        {
            power *= 10;
        }

        return power;
    }
}
