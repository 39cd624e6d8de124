using System.Numerics;
using Quarry.Contracts.Internals;

namespace Quarry.Contracts;

public readonly partial struct Decimal256
{
    /// <summary>The System.Decimal of the same number, at the same scale if that is possible.</summary>
    /// <exception cref="QuarryException">System.Decimal cannot hold the number exactly.</exception>
    public static explicit operator decimal(Decimal256 value) => value.ToDecimal();

    /// <summary>The same number at the same scale; always exact.</summary>
    public static explicit operator Decimal256(decimal value) => FromDecimal(value);

    /// <summary>The same number at the same scale.</summary>
    public static implicit operator Decimal256(Decimal128 value) => FromDecimal128(value);

    /// <summary>The same number at the same scale.</summary>
    public static Decimal256 FromDecimal128(Decimal128 value) => new(value.Unscaled, value.Scale);

    /// <summary>The same number in 128 bits, at the same scale if that is possible.</summary>
    /// <exception cref="QuarryException">38 digits with a scale of −38 to 38 do not hold it.</exception>
    public static explicit operator Decimal128(Decimal256 value) => value.ToDecimal128();

    /// <summary>The same number in 128 bits, at the same scale if that is possible.</summary>
    /// <exception cref="QuarryException">38 digits with a scale of −38 to 38 do not hold it.</exception>
    public Decimal128 ToDecimal128() => TryToDecimal128(out Decimal128 result) ? result : throw DecimalErrors.Narrow(ToString());

    /// <summary>The same number in 128 bits, at the same scale if that is possible.</summary>
    /// <param name="result">The number, or 0.</param>
    /// <returns>False if 38 digits with a scale of −38 to 38 do not hold it.</returns>
    public bool TryToDecimal128(out Decimal128 result)
    {
        Span<byte> text = stackalloc byte[DecimalText.MaxLength];
        _ = TryFormat(text, out int length);
        return Scale >= -PowersOfTen.MaxDigits128 && Scale <= PowersOfTen.MaxDigits128
            && Decimal128.TryFit(Magnitude, IsNegative, Scale, PowersOfTen.MaxDigits128, Scale, out result) == ParseStatus.Ok
            || Decimal128.TryParse(text[..length], out result) == ParseStatus.Ok;
    }

    /// <summary>The System.Decimal of the same number, at the same scale if that is possible.</summary>
    /// <exception cref="QuarryException">System.Decimal cannot hold the number exactly.</exception>
    public decimal ToDecimal() => TryToDecimal(out decimal result) ? result : throw DecimalErrors.Clr(ToString());

    /// <summary>The System.Decimal of the same number, at the same scale if that is possible.</summary>
    /// <param name="result">The number, or 0.</param>
    /// <returns>False if System.Decimal (96 bits, scale 0 to 28) cannot hold the number exactly.</returns>
    public bool TryToDecimal(out decimal result) => DecimalMath.TryToDecimal(Magnitude, IsNegative, Scale, out result);

    /// <summary>The same number at the same scale; always exact.</summary>
    public static Decimal256 FromDecimal(decimal value)
        => Make(DecimalMath.Magnitude(value), decimal.IsNegative(value), value.Scale);

    /// <summary>Fits a System.Decimal into a given precision and scale, exactly.</summary>
    /// <param name="value">The number.</param>
    /// <param name="precision">1 to 76.</param>
    /// <param name="scale">−76 to 76.</param>
    /// <param name="result">The same number at the scale, or 0.</param>
    public static ParseStatus TryFromDecimal(decimal value, int precision, int scale, out Decimal256 result)
    {
        DecimalErrors.CheckType(precision, scale, PowersOfTen.MaxDigits256);
        return TryFit(DecimalMath.Magnitude(value), decimal.IsNegative(value), value.Scale, precision, scale, out result);
    }

    /// <summary>The unscaled integer and its scale.</summary>
    /// <param name="scale">The scale.</param>
    public BigInteger ToBigInteger(out int scale)
    {
        scale = Scale;
        return Unscaled;
    }

    /// <summary>Joins an integer of at most 76 digits and a scale.</summary>
    /// <param name="unscaled">The digits as an integer.</param>
    /// <param name="scale">−76 to 76.</param>
    /// <exception cref="QuarryException">The integer has more digits.</exception>
    public static Decimal256 FromBigInteger(BigInteger unscaled, int scale)
        => TryFromBigInteger(unscaled, scale, out Decimal256 result) ? result : throw DecimalErrors.Unscaled(PowersOfTen.MaxDigits256);

    /// <summary>Joins an integer of at most 76 digits and a scale.</summary>
    /// <param name="unscaled">The digits as an integer.</param>
    /// <param name="scale">−76 to 76.</param>
    /// <param name="result">The number, or 0.</param>
    /// <returns>False if the integer has more digits.</returns>
    public static bool TryFromBigInteger(BigInteger unscaled, int scale, out Decimal256 result)
    {
        DecimalErrors.CheckType(PowersOfTen.MaxDigits256, scale, PowersOfTen.MaxDigits256);
        result = default;
        return Int256.TryFromBigInteger(unscaled, out Int256 integer)
            && TryFit(integer.Magnitude, integer.IsNegative, scale, PowersOfTen.MaxDigits256, scale, out result) == ParseStatus.Ok;
    }
}
