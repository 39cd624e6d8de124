namespace Quarry.Contracts;

public static partial class ValueText
{
    /// <summary>Writes a decimal128 value in plain notation, see <see cref="Decimal128.ToString()"/>.</summary>
    /// <param name="unscaled">The digits as an integer.</param>
    /// <param name="scale">−38 to 38 digits after the point.</param>
    /// <param name="utf8Destination">Receives the text.</param>
    /// <param name="bytesWritten">Bytes written, or 0.</param>
    public static bool TryFormatDecimal128(Int128 unscaled, int scale, Span<byte> utf8Destination, out int bytesWritten)
        => new Decimal128(unscaled, scale).TryFormat(utf8Destination, out bytesWritten);

    /// <summary>Writes a decimal256 value in plain notation, see <see cref="Decimal256.ToString()"/>.</summary>
    /// <param name="unscaled">The digits as an integer.</param>
    /// <param name="scale">−76 to 76 digits after the point.</param>
    /// <param name="utf8Destination">Receives the text.</param>
    /// <param name="bytesWritten">Bytes written, or 0.</param>
    public static bool TryFormatDecimal256(Int256 unscaled, int scale, Span<byte> utf8Destination, out int bytesWritten)
        => new Decimal256(unscaled, scale).TryFormat(utf8Destination, out bytesWritten);

    /// <summary>Reads a decimal128 value, see <see cref="Decimal128.TryParse(ReadOnlySpan{byte}, int, int, out Decimal128)"/>.</summary>
    /// <param name="utf8">The text.</param>
    /// <param name="precision">1 to 38.</param>
    /// <param name="scale">−38 to 38.</param>
    /// <param name="unscaled">The digits as an integer, or 0.</param>
    public static ParseStatus TryParseDecimal128(ReadOnlySpan<byte> utf8, int precision, int scale, out Int128 unscaled)
    {
        ParseStatus status = Decimal128.TryParse(utf8, precision, scale, out Decimal128 value);
        unscaled = value.Unscaled;
        return status;
    }

    /// <summary>Reads a decimal256 value, see <see cref="Decimal256.TryParse(ReadOnlySpan{byte}, int, int, out Decimal256)"/>.</summary>
    /// <param name="utf8">The text.</param>
    /// <param name="precision">1 to 76.</param>
    /// <param name="scale">−76 to 76.</param>
    /// <param name="unscaled">The digits as an integer, or 0.</param>
    public static ParseStatus TryParseDecimal256(ReadOnlySpan<byte> utf8, int precision, int scale, out Int256 unscaled)
    {
        ParseStatus status = Decimal256.TryParse(utf8, precision, scale, out Decimal256 value);
        unscaled = value.Unscaled;
        return status;
    }
}
