using Quarry.Contracts.Internals;

namespace Quarry.Contracts;

public readonly partial struct Decimal128
{
    /// <summary>Plain notation, invariant, with <see cref="Scale"/> digits after the point: 100 at scale 2 is <c>1.00</c>, 12 at scale −2 is <c>1200</c>.</summary>
    public override string ToString() => DecimalText.ToString(Magnitude, IsNegative, Scale);

    /// <summary>Writes the text of <see cref="ToString()"/> as UTF-8.</summary>
    /// <param name="utf8Destination">Receives at most <see cref="ValueText.MaxLength"/> bytes.</param>
    /// <param name="bytesWritten">Bytes written; 0 if the destination is too short.</param>
    /// <returns>False if the destination is too short.</returns>
    public bool TryFormat(Span<byte> utf8Destination, out int bytesWritten)
        => DecimalText.TryFormat(Magnitude, IsNegative, Scale, utf8Destination, out bytesWritten);

    /// <summary>The text of <see cref="ToString()"/>; the culture has no influence.</summary>
    /// <exception cref="FormatException">A format other than none or <c>G</c>.</exception>
    public string ToString(string? format, IFormatProvider? formatProvider)
    {
        DecimalText.CheckFormat(format);
        return ToString();
    }

    /// <inheritdoc/>
    public bool TryFormat(Span<byte> utf8Destination, out int bytesWritten, ReadOnlySpan<char> format, IFormatProvider? provider)
    {
        DecimalText.CheckFormat(format);
        return TryFormat(utf8Destination, out bytesWritten);
    }

    /// <inheritdoc/>
    public bool TryFormat(Span<char> destination, out int charsWritten, ReadOnlySpan<char> format, IFormatProvider? provider)
    {
        DecimalText.CheckFormat(format);
        return DecimalText.TryFormat(Magnitude, IsNegative, Scale, destination, out charsWritten);
    }
}
