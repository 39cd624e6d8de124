using System.Numerics;
using System.Runtime.InteropServices;

namespace Quarry.Contracts;

public readonly partial struct Int256
{
    /// <summary>Widens a 64-bit integer.</summary>
    public static implicit operator Int256(long value)
    {
        ulong sign = (ulong)(value >> 63);
        return new((ulong)value, sign, sign, sign);
    }

    /// <summary>Widens a 128-bit integer.</summary>
    public static implicit operator Int256(Int128 value) => new(value >> 127, (UInt128)value);

    /// <summary>Widens to an integer of any length.</summary>
    public static implicit operator BigInteger(Int256 value) => value.ToBigInteger();

    /// <summary>Narrows to 128 bits.</summary>
    /// <exception cref="OverflowException">The value does not fit.</exception>
    public static explicit operator Int128(Int256 value) => value.TryToInt128(out Int128 result)
        ? result
        : throw new OverflowException($"{value} does not fit 128 bits.");

    /// <summary>Narrows to 256 bits.</summary>
    /// <exception cref="OverflowException">The value does not fit.</exception>
    public static explicit operator Int256(BigInteger value) => TryFromBigInteger(value, out Int256 result)
        ? result
        : throw new OverflowException("The integer does not fit 256 bits.");

    /// <summary>Narrows to 128 bits.</summary>
    /// <param name="result">The value, or 0.</param>
    /// <returns>False if the value does not fit.</returns>
    public bool TryToInt128(out Int128 result)
    {
        result = (Int128)Lower;
        if (Upper == result >> 127)
        {
            return true;
        }

        result = default;
        return false;
    }

    /// <summary>The same number as an integer of any length.</summary>
    public BigInteger ToBigInteger()
    {
        Int256 self = this;
        return new(MemoryMarshal.AsBytes(MemoryMarshal.CreateReadOnlySpan(in self, 1)));
    }

    /// <summary>Narrows an integer of any length to 256 bits.</summary>
    /// <param name="value">The integer.</param>
    /// <param name="result">The same number, or 0.</param>
    /// <returns>False if the value does not fit.</returns>
    public static bool TryFromBigInteger(BigInteger value, out Int256 result)
    {
        Int256 bits = value.Sign < 0 ? -1L : 0L;
        bool fits = value.TryWriteBytes(MemoryMarshal.AsBytes(MemoryMarshal.CreateSpan(ref bits, 1)), out _);
        result = fits ? bits : default;
        return fits;
    }
}
