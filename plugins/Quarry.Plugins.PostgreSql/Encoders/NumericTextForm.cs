using System.Buffers.Binary;

namespace Quarry.Plugins.PostgreSql.Encoders;

/// <summary>Decimal text of any length as numeric; see <see cref="NumericForm"/>.</summary>
internal static class NumericTextForm
{
    private const int HeaderBytes = 8;
    private const int PlacesPerDigit = 4;
    private const ushort Negative = 0x4000;
    // NUMERIC_DSCALE_MASK, and the digits before the point that numeric holds.
    private const int MaxScale = 0x3FFF;
    private const int MaxWhole = 131_072;

    /// <summary>Bytes that suffice for a text.</summary>
    public static int MaxBytes(int textLength) => HeaderBytes + (textLength / PlacesPerDigit + 3) * sizeof(short);

    /// <summary>Writes a number.</summary>
    /// <param name="text">Sign, digits and point, or NaN, Infinity, -Infinity.</param>
    /// <param name="into">Receives it.</param>
    /// <returns>How many bytes, or 0 if the text is no such number or more than numeric holds.</returns>
    public static int Write(ReadOnlySpan<byte> text, Span<byte> into)
    {
        into[..HeaderBytes].Clear();
        ushort special = text switch
        {
            [(byte)'N', (byte)'a', (byte)'N'] => 0xC000,
            _ when text.SequenceEqual("Infinity"u8) => 0xD000,
            _ when text.SequenceEqual("-Infinity"u8) => 0xF000,
            _ => 0,
        };
        if (special != 0)
        {
            BinaryPrimitives.WriteUInt16BigEndian(into[4..], special);
            return HeaderBytes;
        }

        bool isNegative = text.StartsWith("-"u8);
        text = text[(isNegative || text.StartsWith("+"u8) ? 1 : 0)..];
        int point = text.IndexOf((byte)'.');
        ReadOnlySpan<byte> whole = point < 0 ? text : text[..point];
        ReadOnlySpan<byte> fraction = point < 0 ? [] : text[(point + 1)..];
        if (whole.Length + fraction.Length == 0 || whole.ContainsAnyExceptInRange((byte)'0', (byte)'9') || fraction.ContainsAnyExceptInRange((byte)'0', (byte)'9'))
        {
            return 0;
        }

        whole = whole.TrimStart((byte)'0');
        return whole.Length > MaxWhole || fraction.Length > MaxScale ? 0 : Write(whole, fraction, isNegative, into);
    }

    private static int Write(ReadOnlySpan<byte> whole, ReadOnlySpan<byte> fraction, bool isNegative, Span<byte> into)
    {
        int before = (whole.Length + PlacesPerDigit - 1) / PlacesPerDigit;
        int after = (fraction.Length + PlacesPerDigit - 1) / PlacesPerDigit;
        (int count, int used, int weight) = (0, 0, 0);
        for (int i = -before; i < after; i++)
        {
            int digit = i < 0 ? Digit(whole, whole.Length + i * PlacesPerDigit) : Digit(fraction, i * PlacesPerDigit);
            if (count == 0 && digit == 0)
            {
                continue;
            }

            weight = count == 0 ? -1 - i : weight;
            BinaryPrimitives.WriteInt16BigEndian(into[(HeaderBytes + count * sizeof(short))..], (short)digit);
            count++;
            // Zeros at the end are left out.
            used = digit != 0 ? count : used;
        }

        BinaryPrimitives.WriteInt16BigEndian(into, (short)used);
        BinaryPrimitives.WriteInt16BigEndian(into[2..], (short)weight);
        BinaryPrimitives.WriteUInt16BigEndian(into[4..], isNegative && used > 0 ? Negative : (ushort)0);
        BinaryPrimitives.WriteInt16BigEndian(into[6..], (short)fraction.Length);
        return HeaderBytes + used * sizeof(short);
    }

    /// <summary>Four places from an index on; what is outside of the text is 0.</summary>
    private static int Digit(ReadOnlySpan<byte> text, int from)
    {
        int digit = 0;
        for (int i = from; i < from + PlacesPerDigit; i++)
        {
            digit = digit * 10 + (i >= 0 && i < text.Length ? text[i] - '0' : 0);
        }

        return digit;
    }
}
