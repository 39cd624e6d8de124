using Quarry.Contracts.Internals;

namespace Quarry.Contracts;

public readonly partial struct Int256
{
    /// <summary>The absolute value; 2²⁵⁵ for <see cref="MinValue"/>.</summary>
    internal UInt256 Magnitude
    {
        get
        {
            var bits = new UInt256(_limb0, _limb1, _limb2, _limb3);
            return IsNegative ? default(UInt256).SubtractWrapping(bits) : bits;
        }
    }

    /// <summary>The opposite number.</summary>
    /// <exception cref="OverflowException">The value is <see cref="MinValue"/>.</exception>
    public static Int256 operator -(Int256 value) => Negate(value);

    /// <summary>The opposite number.</summary>
    /// <exception cref="OverflowException">The value is <see cref="MinValue"/>.</exception>
    public static Int256 Negate(Int256 value) => TryFromMagnitude(value.Magnitude, !value.IsNegative, out Int256 result)
        ? result
        : throw new OverflowException("The opposite of -2^255 does not fit 256 bits.");

    /// <summary>Multiplies by a power of ten.</summary>
    /// <param name="power">0 to 76.</param>
    /// <param name="result">The product, or 0.</param>
    /// <returns>False if the product does not fit 256 bits.</returns>
    public bool TryMultiplyByPow10(int power, out Int256 result)
    {
        CheckPower(power);
        result = default;
        return Magnitude.TryMultiplyPow10(power, out UInt256 product) && TryFromMagnitude(product, IsNegative, out result);
    }

    /// <summary>Divides by a power of ten towards zero.</summary>
    /// <param name="power">0 to 76.</param>
    /// <param name="remainder">What is left, with the sign of this number; 0 if the division is exact.</param>
    public Int256 DivRemPow10(int power, out Int256 remainder)
    {
        CheckPower(power);
        UInt256 quotient = Magnitude.DivRemPow10(power, out UInt256 rest);
        remainder = FromMagnitude(rest, IsNegative);
        return FromMagnitude(quotient, IsNegative);
    }

    /// <summary>The number of a magnitude that is known to fit.</summary>
    internal static Int256 FromMagnitude(in UInt256 magnitude, bool negative)
    {
        UInt256 bits = negative ? default(UInt256).SubtractWrapping(magnitude) : magnitude;
        return new(bits.Limb0, bits.Limb1, bits.Limb2, bits.Limb3);
    }

    internal static bool TryFromMagnitude(in UInt256 magnitude, bool negative, out Int256 result)
    {
        result = FromMagnitude(magnitude, negative);
        if (result.IsNegative == negative || magnitude.IsZero)
        {
            return true;
        }

        result = default;
        return false;
    }

    private static void CheckPower(int power)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(power);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(power, PowersOfTen.MaxDigits256);
    }
}
