namespace Quarry.Contracts.Internals;

/// <summary>The anatomy of a decimal text: sign, significant digits, power of ten. Any length, no allocation, one pass.</summary>
internal readonly ref struct DecimalScan
{
    // Beyond every text's length and every scale, so that a saturated exponent can only be out of range.
    private const long ExponentLimit = 1_000_000_000_000;

    private readonly ReadOnlySpan<byte> _whole;
    private readonly ReadOnlySpan<byte> _fraction;

    private DecimalScan(bool negative, ReadOnlySpan<byte> whole, ReadOnlySpan<byte> fraction, long exponent)
    {
        WrittenScale = fraction.Length - exponent;
        whole = whole.TrimStart((byte)'0');
        fraction = fraction.TrimEnd((byte)'0');
        Exponent = exponent - fraction.Length;
        if (fraction.IsEmpty)
        {
            int before = whole.Length;
            whole = whole.TrimEnd((byte)'0');
            Exponent += before - whole.Length;
        }
        else if (whole.IsEmpty)
        {
            fraction = fraction.TrimStart((byte)'0');
        }

        _whole = whole;
        _fraction = fraction;
        Negative = negative;
    }

    /// <summary>True behind a minus sign; the integer of minus zero is zero.</summary>
    public bool Negative { get; }
    /// <summary>Significant digits without leading and trailing zeros; 0 for zero.</summary>
    public int Digits => _whole.Length + _fraction.Length;
    /// <summary>The value is the integer of the significant digits times 10 to this power.</summary>
    public long Exponent { get; }
    /// <summary>The digits after the point as written, less the written exponent.</summary>
    public long WrittenScale { get; }

    /// <summary>Reads <c>[spaces][sign]digits[.digits][e[sign]digits][spaces]</c>, at least one digit before the exponent.</summary>
    public static bool TryScan(ReadOnlySpan<byte> text, out DecimalScan scan)
    {
        scan = default;
        text = text.Trim((byte)' ');
        bool negative = TakeSign(ref text);
        ReadOnlySpan<byte> whole = TakeDigits(ref text);
        ReadOnlySpan<byte> fraction = default;
        if (!text.IsEmpty && text[0] == '.')
        {
            text = text[1..];
            fraction = TakeDigits(ref text);
        }

        if (whole.IsEmpty && fraction.IsEmpty)
        {
            return false;
        }

        long exponent = 0;
        if (!text.IsEmpty && !TryTakeExponent(ref text, out exponent))
        {
            return false;
        }

        scan = new(negative, whole, fraction, exponent);
        return text.IsEmpty;
    }

    /// <summary>The integer that stands for this number at a scale, if it is exact and below 10^precision (at most 76).</summary>
    public ParseStatus ToScale(int precision, int scale, out UInt256 magnitude)
    {
        magnitude = default;
        if (Digits == 0)
        {
            return ParseStatus.Ok;
        }

        long shift = Exponent + scale;
        if (Digits + shift > precision)
        {
            return ParseStatus.OutOfRange;
        }

        if (shift < 0)
        {
            return ParseStatus.LosesPrecision;
        }

        Accumulate(_whole, ref magnitude);
        Accumulate(_fraction, ref magnitude);
        _ = magnitude.TryMultiplyPow10((int)shift, out magnitude);
        return ParseStatus.Ok;
    }

    /// <summary>As <see cref="ToScale"/>, at the scale of the text, or the nearest to it at which the digits fit.</summary>
    public ParseStatus ToOwnScale(int maxDigits, out UInt256 magnitude, out int scale)
    {
        long wanted = Math.Clamp(WrittenScale, 0, maxDigits);
        if (Digits > 0 && Digits + Exponent + wanted > maxDigits)
        {
            wanted = Math.Max(maxDigits - Digits - Exponent, -maxDigits);
        }

        scale = (int)wanted;
        if (Digits > 0 && scale < 0 && scale < -Exponent)
        {
            magnitude = default;
            return ParseStatus.OutOfRange;
        }

        return ToScale(maxDigits, scale, out magnitude);
    }

    private static void Accumulate(ReadOnlySpan<byte> digits, ref UInt256 value)
    {
        while (!digits.IsEmpty)
        {
            int count = Math.Min(digits.Length, PowersOfTen.MaxDigits64);
            ulong chunk = 0;
            foreach (byte digit in digits[..count])
            {
                chunk = (chunk * 10) + (uint)(digit - '0');
            }

            _ = value.TryMultiplyAdd(PowersOfTen.UInt64[count], chunk, out value);
            digits = digits[count..];
        }
    }

    private static bool TakeSign(scoped ref ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty || text[0] is not ((byte)'-' or (byte)'+'))
        {
            return false;
        }

        bool negative = text[0] == '-';
        text = text[1..];
        return negative;
    }

    private static ReadOnlySpan<byte> TakeDigits(scoped ref ReadOnlySpan<byte> text)
    {
        int end = text.IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        ReadOnlySpan<byte> digits = end < 0 ? text : text[..end];
        text = text[digits.Length..];
        return digits;
    }

    private static bool TryTakeExponent(scoped ref ReadOnlySpan<byte> text, out long exponent)
    {
        exponent = 0;
        if (text[0] is not ((byte)'e' or (byte)'E'))
        {
            return false;
        }

        text = text[1..];
        bool negative = TakeSign(ref text);
        ReadOnlySpan<byte> digits = TakeDigits(ref text);
        foreach (byte digit in digits)
        {
            exponent = Math.Min((exponent * 10) + (digit - '0'), ExponentLimit);
        }

        exponent = negative ? -exponent : exponent;
        return !digits.IsEmpty;
    }
}
