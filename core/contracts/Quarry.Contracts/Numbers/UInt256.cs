namespace Quarry.Contracts.Internals;

/// <summary>An unsigned 256-bit integer: the magnitude of a decimal while it is parsed, printed, compared or rescaled.</summary>
internal readonly struct UInt256(ulong limb0, ulong limb1, ulong limb2, ulong limb3)
{
    public ulong Limb0 => limb0;
    public ulong Limb1 => limb1;
    public ulong Limb2 => limb2;
    public ulong Limb3 => limb3;

    public bool IsZero => (limb0 | limb1 | limb2 | limb3) == 0;
    public bool FitsUInt64 => (limb1 | limb2 | limb3) == 0;
    public bool FitsUInt128 => (limb2 | limb3) == 0;
    public UInt128 Lower => new(limb1, limb0);

    public static implicit operator UInt256(UInt128 value) => new((ulong)value, (ulong)(value >> 64), 0, 0);

    public int CompareTo(in UInt256 other)
    {
        int upper = new UInt128(limb3, limb2).CompareTo(new UInt128(other.Limb3, other.Limb2));
        return upper != 0 ? upper : Lower.CompareTo(other.Lower);
    }

    /// <summary>this × factor + addend; false on overflow.</summary>
    public bool TryMultiplyAdd(ulong factor, ulong addend, out UInt256 result)
    {
        // (2^64-1)^2 + (2^64-1) < 2^128: the carry never overflows its 128 bits.
        UInt128 step0 = Math.BigMul(limb0, factor) + addend;
        UInt128 step1 = Math.BigMul(limb1, factor) + (ulong)(step0 >> 64);
        UInt128 step2 = Math.BigMul(limb2, factor) + (ulong)(step1 >> 64);
        UInt128 step3 = Math.BigMul(limb3, factor) + (ulong)(step2 >> 64);
        result = new((ulong)step0, (ulong)step1, (ulong)step2, (ulong)step3);
        return (ulong)(step3 >> 64) == 0;
    }

    /// <summary>this × 10^power; false on overflow. The power may be of any size.</summary>
    public bool TryMultiplyPow10(int power, out UInt256 result)
    {
        result = this;
        if (IsZero)
        {
            return true;
        }

        while (power > 0)
        {
            int step = Math.Min(power, PowersOfTen.MaxDigits64);
            if (!result.TryMultiplyAdd(PowersOfTen.UInt64[step], 0, out result))
            {
                return false;
            }

            power -= step;
        }

        return true;
    }

    public UInt256 DivRem(ulong divisor, out ulong remainder)
    {
        if (FitsUInt64)
        {
            (ulong small, remainder) = Math.DivRem(limb0, divisor);
            return new(small, 0, 0, 0);
        }

        ulong rest = 0;
        ulong quotient3 = Step(limb3, divisor, ref rest);
        ulong quotient2 = Step(limb2, divisor, ref rest);
        ulong quotient1 = Step(limb1, divisor, ref rest);
        ulong quotient0 = Step(limb0, divisor, ref rest);
        remainder = rest;
        return new(quotient0, quotient1, quotient2, quotient3);
    }

    /// <summary>Divides by 10^power, which may be of any size.</summary>
    public UInt256 DivRemPow10(int power, out UInt256 remainder)
    {
        UInt256 quotient = this;
        for (int left = power; left > 0 && !quotient.IsZero;)
        {
            int step = Math.Min(left, PowersOfTen.MaxDigits64);
            quotient = quotient.DivRem(PowersOfTen.UInt64[step], out _);
            left -= step;
        }

        // The product is at most this, so it cannot overflow.
        _ = quotient.TryMultiplyPow10(power, out UInt256 product);
        remainder = SubtractWrapping(product);
        return quotient;
    }

    /// <summary>this − other modulo 2^256.</summary>
    public UInt256 SubtractWrapping(in UInt256 other)
    {
        UInt128 lower = Lower - other.Lower;
        UInt128 borrow = Lower < other.Lower ? UInt128.One : UInt128.Zero;
        UInt128 upper = new UInt128(limb3, limb2) - new UInt128(other.Limb3, other.Limb2) - borrow;
        return new((ulong)lower, (ulong)(lower >> 64), (ulong)upper, (ulong)(upper >> 64));
    }

    private static ulong Step(ulong limb, ulong divisor, ref ulong rest)
    {
        if (rest == 0)
        {
            (ulong small, rest) = Math.DivRem(limb, divisor);
            return small;
        }

        var dividend = new UInt128(rest, limb);
        var quotient = (ulong)(dividend / divisor);
        rest = limb - unchecked(quotient * divisor);
        return quotient;
    }
}
