namespace Quarry.Contracts.Internals;

/// <summary>The fast path of decimal parsing: a plain text of up to 19 bytes in one loop over a 64-bit accumulator.</summary>
internal static class ShortDecimal
{
    /// <summary>19 digits fit 64 bits (10¹⁹ &lt; 2⁶⁴).</summary>
    public const int MaxLength = 19;

    /// <summary>Reads <c>[sign]digits[.digits]</c>. False means "use <see cref="DecimalScan"/>", not "malformed".</summary>
    public static bool TryRead(ReadOnlySpan<byte> text, out bool negative, out ulong magnitude, out int fractionDigits)
    {
        (negative, magnitude, fractionDigits) = (false, 0, 0);
        int start = 0;
        if (!text.IsEmpty && text[0] is (byte)'-' or (byte)'+')
        {
            negative = text[0] == '-';
            start = 1;
        }

        ulong value = 0;
        int point = -1;
        for (int i = start; i < text.Length; i++)
        {
            uint digit = (uint)(text[i] - '0');
            if (digit <= 9)
            {
                value = (value * 10) + digit;
            }
            else if (text[i] == '.' && point < 0)
            {
                point = i;
            }
            else
            {
                return false;
            }
        }

        magnitude = value;
        fractionDigits = point < 0 ? 0 : text.Length - 1 - point;
        return text.Length - start - (point < 0 ? 0 : 1) > 0;
    }
}
