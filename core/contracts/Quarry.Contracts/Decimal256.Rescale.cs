using Quarry.Contracts.Internals;

namespace Quarry.Contracts;

public readonly partial struct Decimal256
{
    /// <summary>The same number at another scale.</summary>
    /// <param name="newScale">−76 to 76.</param>
    /// <exception cref="QuarryException">Digits would be lost, or 76 digits do not hold the number at that scale.</exception>
    public Decimal256 Rescale(int newScale)
    {
        ParseStatus status = TryFit(PowersOfTen.MaxDigits256, newScale, out Decimal256 result);
        return status == ParseStatus.Ok ? result : throw DecimalErrors.Rescale(ToString(), status, newScale, PowersOfTen.MaxDigits256);
    }

    /// <summary>The same number at another scale.</summary>
    /// <param name="newScale">−76 to 76.</param>
    /// <param name="result">The same number, or 0.</param>
    /// <returns>False if digits would be lost, or 76 digits do not hold the number at that scale.</returns>
    public bool TryRescale(int newScale, out Decimal256 result) => TryFit(PowersOfTen.MaxDigits256, newScale, out result) == ParseStatus.Ok;

    /// <summary>The same number in a given precision and scale.</summary>
    /// <param name="precision">1 to 76: the result is below 10^precision.</param>
    /// <param name="scale">−76 to 76.</param>
    /// <param name="result">The same number, or 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The precision or scale is none of this type.</exception>
    public ParseStatus TryFit(int precision, int scale, out Decimal256 result)
    {
        DecimalErrors.CheckType(precision, scale, PowersOfTen.MaxDigits256);
        return TryFit(Magnitude, IsNegative, Scale, precision, scale, out result);
    }

    internal static ParseStatus TryFit(in UInt256 magnitude, bool negative, int scale, int precision, int newScale, out Decimal256 result)
    {
        ParseStatus status = DecimalMath.Rescale(magnitude, scale, precision, newScale, out UInt256 rescaled);
        result = status == ParseStatus.Ok ? Make(rescaled, negative, newScale) : default;
        return status;
    }

    /// <summary>A value whose magnitude is known to be below 10^76.</summary>
    private static Decimal256 Make(in UInt256 magnitude, bool negative, int scale)
        => new(Int256.FromMagnitude(magnitude, negative), scale);
}
