using System.Runtime.InteropServices;
using Quarry.Contracts.Internals;

namespace Quarry.Contracts;

/// <summary>A signed 256-bit integer in two's complement: −2²⁵⁵ to 2²⁵⁵ − 1.</summary>
/// <remarks>In memory it is 32 bytes, little-endian: the value of an Arrow decimal256 column
/// (https://arrow.apache.org/docs/format/Columnar.html), so that such a column is a span of this type. No operation wraps.</remarks>
[StructLayout(LayoutKind.Sequential)]
public readonly partial struct Int256 : IEquatable<Int256>, IComparable<Int256>
{
    private readonly ulong _limb0;
    private readonly ulong _limb1;
    private readonly ulong _limb2;
    private readonly ulong _limb3;

    /// <summary>Joins two halves: <paramref name="upper"/> × 2¹²⁸ + <paramref name="lower"/>.</summary>
    /// <param name="upper">The upper 128 bits with the sign.</param>
    /// <param name="lower">The lower 128 bits.</param>
    public Int256(Int128 upper, UInt128 lower)
        : this((ulong)lower, (ulong)(lower >> 64), (ulong)upper, (ulong)(upper >> 64))
    {
    }

    private Int256(ulong limb0, ulong limb1, ulong limb2, ulong limb3)
        => (_limb0, _limb1, _limb2, _limb3) = (limb0, limb1, limb2, limb3);

    /// <summary>0.</summary>
    public static Int256 Zero => default;
    /// <summary>−2²⁵⁵.</summary>
    public static Int256 MinValue => new(0, 0, 0, 1UL << 63);
    /// <summary>2²⁵⁵ − 1.</summary>
    public static Int256 MaxValue => new(ulong.MaxValue, ulong.MaxValue, ulong.MaxValue, ulong.MaxValue >> 1);

    /// <summary>The upper 128 bits with the sign.</summary>
    public Int128 Upper => new(_limb3, _limb2);
    /// <summary>The lower 128 bits.</summary>
    public UInt128 Lower => new(_limb1, _limb0);
    /// <summary>True below 0.</summary>
    public bool IsNegative => (long)_limb3 < 0;
    /// <summary>−1, 0 or 1.</summary>
    public int Sign => IsNegative ? -1 : (_limb0 | _limb1 | _limb2 | _limb3) == 0 ? 0 : 1;

    /// <inheritdoc/>
    public int CompareTo(Int256 other)
    {
        int upper = Upper.CompareTo(other.Upper);
        return upper != 0 ? upper : Lower.CompareTo(other.Lower);
    }

    /// <inheritdoc/>
    public bool Equals(Int256 other)
        => _limb0 == other._limb0 && _limb1 == other._limb1 && _limb2 == other._limb2 && _limb3 == other._limb3;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Int256 other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(_limb0, _limb1, _limb2, _limb3);

    /// <summary>The integer in decimal digits.</summary>
    public override string ToString() => DecimalText.ToString(Magnitude, IsNegative, 0);

    /// <summary>True if both are the same number.</summary>
    public static bool operator ==(Int256 left, Int256 right) => left.Equals(right);
    /// <summary>True if they differ.</summary>
    public static bool operator !=(Int256 left, Int256 right) => !left.Equals(right);
    /// <summary>True if <paramref name="left"/> is the smaller.</summary>
    public static bool operator <(Int256 left, Int256 right) => left.CompareTo(right) < 0;
    /// <summary>True if <paramref name="left"/> is the larger.</summary>
    public static bool operator >(Int256 left, Int256 right) => left.CompareTo(right) > 0;
    /// <summary>True if <paramref name="left"/> is not the larger.</summary>
    public static bool operator <=(Int256 left, Int256 right) => left.CompareTo(right) <= 0;
    /// <summary>True if <paramref name="left"/> is not the smaller.</summary>
    public static bool operator >=(Int256 left, Int256 right) => left.CompareTo(right) >= 0;

    /// <summary>The smaller of two.</summary>
    public static Int256 Min(Int256 left, Int256 right) => left <= right ? left : right;
    /// <summary>The larger of two.</summary>
    public static Int256 Max(Int256 left, Int256 right) => left >= right ? left : right;
}
