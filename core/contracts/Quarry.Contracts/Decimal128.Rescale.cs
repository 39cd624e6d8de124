using Quarry.Contracts.Internals;

namespace Quarry.Contracts;

public readonly partial struct Decimal128
{
    /// <summary>The same number at another scale.</summary>
    /// <param name="newScale">−38 to 38.</param>
    /// <exception cref="QuarryException">Digits would be lost, or 38 digits do not hold the number at that scale.</exception>
    public Decimal128 Rescale(int newScale)
    {
        ParseStatus status = TryFit(PowersOfTen.MaxDigits128, newScale, out Decimal128 result);
        return status == ParseStatus.Ok ? result : throw DecimalErrors.Rescale(ToString(), status, newScale, PowersOfTen.MaxDigits128);
    }

    /// <summary>The same number at another scale.</summary>
    /// <param name="newScale">−38 to 38.</param>
    /// <param name="result">The same number, or 0.</param>
    /// <returns>False if digits would be lost, or 38 digits do not hold the number at that scale.</returns>
    public bool TryRescale(int newScale, out Decimal128 result) => TryFit(PowersOfTen.MaxDigits128, newScale, out result) == ParseStatus.Ok;

    /// <summary>The same number in a given precision and scale.</summary>
    /// <param name="precision">1 to 38: the result is below 10^precision.</param>
    /// <param name="scale">−38 to 38.</param>
    /// <param name="result">The same number, or 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The precision or scale is none of this type.</exception>
    public ParseStatus TryFit(int precision, int scale, out Decimal128 result)
    {
        DecimalErrors.CheckType(precision, scale, PowersOfTen.MaxDigits128);
        return TryFit(Magnitude, IsNegative, Scale, precision, scale, out result);
    }

    internal static ParseStatus TryFit(in UInt256 magnitude, bool negative, int scale, int precision, int newScale, out Decimal128 result)
    {
        ParseStatus status = DecimalMath.Rescale(magnitude, scale, precision, newScale, out UInt256 rescaled);
        result = status == ParseStatus.Ok ? Make(rescaled, negative, newScale) : default;
        return status;
    }

    /// <summary>A value whose magnitude is known to be below 10^38.</summary>
    private static Decimal128 Make(in UInt256 magnitude, bool negative, int scale)
        => new(negative ? -(Int128)magnitude.Lower : (Int128)magnitude.Lower, scale);
}
