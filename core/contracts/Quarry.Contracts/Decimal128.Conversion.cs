using System.Numerics;
using Quarry.Contracts.Internals;

namespace Quarry.Contracts;

public readonly partial struct Decimal128
{
    /// <summary>The System.Decimal of the same number, at the same scale if that is possible.</summary>
    /// <exception cref="QuarryException">System.Decimal cannot hold the number exactly.</exception>
    public static explicit operator decimal(Decimal128 value) => value.ToDecimal();

    /// <summary>The same number at the same scale; always exact.</summary>
    public static explicit operator Decimal128(decimal value) => FromDecimal(value);

    /// <summary>The System.Decimal of the same number, at the same scale if that is possible.</summary>
    /// <exception cref="QuarryException">System.Decimal cannot hold the number exactly.</exception>
    public decimal ToDecimal() => TryToDecimal(out decimal result) ? result : throw DecimalErrors.Clr(ToString());

    /// <summary>The System.Decimal of the same number, at the same scale if that is possible.</summary>
    /// <param name="result">The number, or 0.</param>
    /// <returns>False if System.Decimal (96 bits, scale 0 to 28) cannot hold the number exactly.</returns>
    public bool TryToDecimal(out decimal result) => DecimalMath.TryToDecimal(Magnitude, IsNegative, Scale, out result);

    /// <summary>The same number at the same scale; always exact.</summary>
    public static Decimal128 FromDecimal(decimal value)
        => Make(DecimalMath.Magnitude(value), decimal.IsNegative(value), value.Scale);

    /// <summary>Fits a System.Decimal into a given precision and scale, exactly.</summary>
    /// <param name="value">The number.</param>
    /// <param name="precision">1 to 38.</param>
    /// <param name="scale">−38 to 38.</param>
    /// <param name="result">The same number at the scale, or 0.</param>
    public static ParseStatus TryFromDecimal(decimal value, int precision, int scale, out Decimal128 result)
    {
        DecimalErrors.CheckType(precision, scale, PowersOfTen.MaxDigits128);
        return TryFit(DecimalMath.Magnitude(value), decimal.IsNegative(value), value.Scale, precision, scale, out result);
    }

    /// <summary>The unscaled integer and its scale.</summary>
    /// <param name="scale">The scale.</param>
    public BigInteger ToBigInteger(out int scale)
    {
        scale = Scale;
        return Unscaled;
    }

    /// <summary>Joins an integer of at most 38 digits and a scale.</summary>
    /// <param name="unscaled">The digits as an integer.</param>
    /// <param name="scale">−38 to 38.</param>
    /// <exception cref="QuarryException">The integer has more digits.</exception>
    public static Decimal128 FromBigInteger(BigInteger unscaled, int scale)
        => TryFromBigInteger(unscaled, scale, out Decimal128 result) ? result : throw DecimalErrors.Unscaled(PowersOfTen.MaxDigits128);

    /// <summary>Joins an integer of at most 38 digits and a scale.</summary>
    /// <param name="unscaled">The digits as an integer.</param>
    /// <param name="scale">−38 to 38.</param>
    /// <param name="result">The number, or 0.</param>
    /// <returns>False if the integer has more digits.</returns>
    public static bool TryFromBigInteger(BigInteger unscaled, int scale, out Decimal128 result)
    {
        DecimalErrors.CheckType(PowersOfTen.MaxDigits128, scale, PowersOfTen.MaxDigits128);
        result = default;
        return Int256.TryFromBigInteger(unscaled, out Int256 integer)
            && TryFit(integer.Magnitude, integer.IsNegative, scale, PowersOfTen.MaxDigits128, scale, out result) == ParseStatus.Ok;
    }
}
