using Quarry.Contracts.Internals;

namespace Quarry.Contracts;

/// <summary>An exact decimal: <see cref="Unscaled"/> × 10^−<see cref="Scale"/>, at most 38 digits in the values that Quarry makes.</summary>
/// <remarks>Numbers compare, and are equal and hash alike, by value: 1.0 equals 1.00. No operation rounds or wraps. An Arrow decimal128
/// column holds the unscaled integers; the scale stands in its type.</remarks>
public readonly partial struct Decimal128 : IEquatable<Decimal128>, IComparable<Decimal128>, ISpanFormattable, IUtf8SpanFormattable
{
    /// <summary>Joins an integer and a scale.</summary>
    /// <param name="unscaled">The digits, as an integer. It is taken as it is, also above 38 digits.</param>
    /// <param name="scale">−38 to 38 digits after the point; negative means zeros before it.</param>
    public Decimal128(Int128 unscaled, int scale)
    {
        if ((uint)(scale + PowersOfTen.MaxDigits128) > 2 * PowersOfTen.MaxDigits128)
        {
            DecimalErrors.ThrowScale(scale, PowersOfTen.MaxDigits128);
        }

        (Unscaled, Scale) = (unscaled, scale);
    }

    /// <summary>The digits as an integer.</summary>
    public Int128 Unscaled { get; }
    /// <summary>How many of the digits stand after the point, −38 to 38.</summary>
    public int Scale { get; }
    /// <summary>−1, 0 or 1.</summary>
    public int Sign => Int128.Sign(Unscaled);

    private UInt256 Magnitude => Unscaled < 0 ? (UInt128)(-Unscaled) : (UInt128)Unscaled;
    private bool IsNegative => Int128.IsNegative(Unscaled);

    /// <summary>Exact numeric order, whatever the scales.</summary>
    public int CompareTo(Decimal128 other)
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
    public bool Equals(Decimal128 other) => CompareTo(other) == 0;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Decimal128 other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => DecimalMath.Hash(Magnitude, IsNegative, Scale);

    /// <summary>True if both are the same number.</summary>
    public static bool operator ==(Decimal128 left, Decimal128 right) => left.Equals(right);
    /// <summary>True if they differ.</summary>
    public static bool operator !=(Decimal128 left, Decimal128 right) => !left.Equals(right);
    /// <summary>True if <paramref name="left"/> is the smaller.</summary>
    public static bool operator <(Decimal128 left, Decimal128 right) => left.CompareTo(right) < 0;
    /// <summary>True if <paramref name="left"/> is the larger.</summary>
    public static bool operator >(Decimal128 left, Decimal128 right) => left.CompareTo(right) > 0;
    /// <summary>True if <paramref name="left"/> is not the larger.</summary>
    public static bool operator <=(Decimal128 left, Decimal128 right) => left.CompareTo(right) <= 0;
    /// <summary>True if <paramref name="left"/> is not the smaller.</summary>
    public static bool operator >=(Decimal128 left, Decimal128 right) => left.CompareTo(right) >= 0;
}
