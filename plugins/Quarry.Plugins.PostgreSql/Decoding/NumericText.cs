using System.Buffers.Binary;

namespace Quarry.Plugins.PostgreSql.Decoding;

/// <summary>A numeric as PostgreSQL prints it, with the zeros at its end that its scale shows.</summary>
internal static class NumericText
{
    /// <summary>Bytes that suffice for a value.</summary>
    public static int MaxLength(in NumericCell cell)
        => cell.IsFinite ? 2 + (Math.Max(cell.Weight, 0) + 1) * NumericCell.PlacesPerDigit + cell.Scale : "-Infinity"u8.Length;

    /// <summary>Writes a value.</summary>
    /// <returns>How many bytes, or −1 if it has decimals beyond its scale, which no server sends.</returns>
    public static int Write(in NumericCell cell, Span<byte> text)
    {
        if (!cell.IsFinite)
        {
            cell.Special.CopyTo(text);
            return cell.Special.Length;
        }

        int length = 0;
        if (cell.IsNegative)
        {
            text[length++] = (byte)'-';
        }

        int point = cell.Count > 0 ? cell.Weight + 1 : 0;
        int start = length;
        for (int i = 0; i < point; i++)
        {
            WriteDigit(text[length..], i < cell.Count ? cell[i] : 0);
            length += NumericCell.PlacesPerDigit;
        }

        length = start + TrimZeros(text[start..length]);
        if (length == start)
        {
            text[length++] = (byte)'0';
        }

        return cell.Scale == 0 ? (HasMore(cell, point) ? -1 : length) : WriteFraction(cell, point, text, length);
    }

    private static int WriteFraction(in NumericCell cell, int point, Span<byte> text, int length)
    {
        text[length++] = (byte)'.';
        Span<byte> digit = stackalloc byte[NumericCell.PlacesPerDigit];
        int index = point;
        for (int left = cell.Scale; left > 0; left -= NumericCell.PlacesPerDigit, index++)
        {
            WriteDigit(digit, index >= 0 && index < cell.Count ? cell[index] : 0);
            int places = Math.Min(left, NumericCell.PlacesPerDigit);
            digit[..places].CopyTo(text[length..]);
            length += places;
            if (digit[places..].ContainsAnyExcept((byte)'0'))
            {
                return -1;
            }
        }

        return HasMore(cell, index) ? -1 : length;
    }

    private static bool HasMore(in NumericCell cell, int from)
    {
        for (int i = Math.Max(from, 0); i < cell.Count; i++)
        {
            if (cell[i] != 0)
            {
                return true;
            }
        }

        return false;
    }

    private static int TrimZeros(Span<byte> digits)
    {
        int zeros = digits.IndexOfAnyExcept((byte)'0');
        if (zeros < 0)
        {
            return 0;
        }

        digits[zeros..].CopyTo(digits);
        return digits.Length - zeros;
    }

    private static void WriteDigit(Span<byte> text, int digit)
    {
        (int upper, int lower) = Math.DivRem(digit, 100);
        (int first, int second) = Math.DivRem(upper, 10);
        (int third, int fourth) = Math.DivRem(lower, 10);
        BinaryPrimitives.WriteInt32BigEndian(text, 0x30303030 + (first << 24) + (second << 16) + (third << 8) + fourth);
    }
}
