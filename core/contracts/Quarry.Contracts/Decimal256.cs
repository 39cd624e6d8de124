using Quarry.Contracts.Internals;

namespace Quarry.Contracts;

/// <summary>An exact decimal: <see cref="Unscaled"/> × 10^−<see cref="Scale"/>, at most 76 digits in the values that Quarry makes.</summary>
/// <remarks>Numbers compare, and are equal and hash alike, by value: 1.0 equals 1.00. No operation rounds or wraps. An Arrow decimal256
/// column holds the unscaled integers; the scale stands in its type.</remarks>
public readonly partial struct Decimal256 : IEquatable<Decimal256>, IComparable<Decimal256>, ISpanFormattable, IUtf8SpanFormattable
{
    /// <summary>Joins an integer and a scale.</summary>
    /// <param name="unscaled">The digits, as an integer. It is taken as it is, also above 76 digits.</param>
    /// <param name="scale">−76 to 76 digits after the point; negative means zeros before it.</param>
    public Decimal256(Int256 unscaled, int scale)
    {
        if ((uint)(scale + PowersOfTen.MaxDigits256) > 2 * PowersOfTen.MaxDigits256)
        {
            DecimalErrors.ThrowScale(scale, PowersOfTen.MaxDigits256);
        }

        (Unscaled, Scale) = (unscaled, scale);
    }

    /// <summary>The digits as an integer.</summary>
    public Int256 Unscaled { get; }
    /// <summary>How many of the digits stand after the point, −76 to 76.</summary>
    public int Scale { get; }
    /// <summary>−1, 0 or 1.</summary>
    public int Sign => Unscaled.Sign;

    private UInt256 Magnitude => Unscaled.Magnitude;
    private bool IsNegative => Unscaled.IsNegative;

    /// <summary>Exact numeric order, whatever the scales.</summary>
    public int CompareTo(Decimal256 other)
    {
        if (Scale == other.Scale)
        {
            return Unscaled.CompareTo(other.Unscaled);
        }

        if (Sign != other.Sign)
        {
            return Sign.CompareTo(other.Sign);
        }

        int order = DecimalMath.Compare(Magnitude, Scale, other.Magnitude, other.Scale);
        return IsNegative ? -order : order;
    }

    /// <summary>True if both are the same number: 1.0 equals 1.00.</summary>
    public bool Equals(Decimal256 other) => CompareTo(other) == 0;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Decimal256 other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => DecimalMath.Hash(Magnitude, IsNegative, Scale);

    /// <summary>True if both are the same number.</summary>
    public static bool operator ==(Decimal256 left, Decimal256 right) => left.Equals(right);
    /// <summary>True if they differ.</summary>
    public static bool operator !=(Decimal256 left, Decimal256 right) => !left.Equals(right);
    /// <summary>True if <paramref name="left"/> is the smaller.</summary>
    public static bool operator <(Decimal256 left, Decimal256 right) => left.CompareTo(right) < 0;
    /// <summary>True if <paramref name="left"/> is the larger.</summary>
    public static bool operator >(Decimal256 left, Decimal256 right) => left.CompareTo(right) > 0;
    /// <summary>True if <paramref name="left"/> is not the larger.</summary>
    public static bool operator <=(Decimal256 left, Decimal256 right) => left.CompareTo(right) <= 0;
    /// <summary>True if <paramref name="left"/> is not the smaller.</summary>
    public static bool operator >=(Decimal256 left, Decimal256 right) => left.CompareTo(right) >= 0;
}
