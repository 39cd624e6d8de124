using System.Text;

namespace Quarry.Contracts.Internals;

/// <summary>Prints decimals in plain notation: no exponent, no grouping, a point, exactly as many digits after it as the scale says.</summary>
internal static class DecimalText
{
    /// <summary>Sign, 78 digits of 256 bits and 76 zeros of a negative scale, rounded up.</summary>
    public const int MaxLength = 160;

    private const int MaxDigits = 78;

    public static bool TryFormat(in UInt256 magnitude, bool negative, int scale, Span<byte> destination, out int written)
    {
        Span<byte> buffer = stackalloc byte[MaxDigits];
        ReadOnlySpan<byte> digits = Digits(magnitude, buffer);
        int sign = negative ? 1 : 0;
        int whole = Math.Max(digits.Length - Math.Max(scale, 0), 0);
        int zeros = scale < 0 && !magnitude.IsZero ? -scale : 0;
        int length = sign + (scale <= 0 ? whole + zeros : Math.Max(whole, 1) + 1 + scale);
        if (length > destination.Length)
        {
            written = 0;
            return false;
        }

        written = length;
        destination = destination[..length];
        if (negative)
        {
            destination[0] = (byte)'-';
        }

        destination = destination[sign..];
        digits[..whole].CopyTo(destination);
        if (scale <= 0)
        {
            destination[whole..].Fill((byte)'0');
            return true;
        }

        if (whole == 0)
        {
            destination[0] = (byte)'0';
        }

        destination[^(scale + 1)] = (byte)'.';
        destination[^scale..].Fill((byte)'0');
        digits[whole..].CopyTo(destination[^(digits.Length - whole)..]);
        return true;
    }

    public static bool TryFormat(in UInt256 magnitude, bool negative, int scale, Span<char> destination, out int written)
    {
        Span<byte> buffer = stackalloc byte[MaxLength];
        _ = TryFormat(magnitude, negative, scale, buffer, out int length);
        written = length <= destination.Length ? length : 0;
        return length <= destination.Length && Ascii.ToUtf16(buffer[..length], destination, out _) == System.Buffers.OperationStatus.Done;
    }

    public static string ToString(in UInt256 magnitude, bool negative, int scale)
    {
        Span<byte> buffer = stackalloc byte[MaxLength];
        _ = TryFormat(magnitude, negative, scale, buffer, out int length);
        return Encoding.ASCII.GetString(buffer[..length]);
    }

    /// <summary>There is one notation; a format that asks for another is refused rather than ignored.</summary>
    public static void CheckFormat(ReadOnlySpan<char> format)
    {
        if (!format.IsEmpty && format is not "G")
        {
            throw new FormatException($"Exact decimals print in plain notation only; the format '{format}' is not supported. Convert with ToDecimal() first.");
        }
    }

    private static ReadOnlySpan<byte> Digits(UInt256 magnitude, Span<byte> buffer)
    {
        int start = buffer.Length;
        while (!magnitude.FitsUInt64)
        {
            magnitude = magnitude.DivRem(PowersOfTen.UInt64[PowersOfTen.MaxDigits64], out ulong chunk);
            start -= PowersOfTen.MaxDigits64;
            _ = chunk.TryFormat(buffer[start..], out _, "D19", null);
        }

        Span<byte> first = stackalloc byte[20];
        _ = magnitude.Limb0.TryFormat(first, out int count, default, null);
        start -= count;
        first[..count].CopyTo(buffer[start..]);
        return buffer[start..];
    }
}
