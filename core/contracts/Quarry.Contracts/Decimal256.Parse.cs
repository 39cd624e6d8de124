using System.Buffers;
using System.Text;
using Quarry.Contracts.Internals;

namespace Quarry.Contracts;

public readonly partial struct Decimal256
{
    private const int MaxStackText = 256;

    /// <summary>Reads a text into a given precision and scale, exactly.</summary>
    /// <param name="utf8"><c>-12.50</c>, <c>+.5</c>, <c>1.5e3</c>; a point, no grouping; spaces around it are skipped.</param>
    /// <param name="precision">1 to 76: the result is below 10^precision.</param>
    /// <param name="scale">−76 to 76: the result's scale. Zeros beyond it are fine, other digits are <see cref="ParseStatus.LosesPrecision"/>.</param>
    /// <param name="value">The number, or 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The precision or scale is none of this type.</exception>
    public static ParseStatus TryParse(ReadOnlySpan<byte> utf8, int precision, int scale, out Decimal256 value)
    {
        DecimalErrors.CheckType(precision, scale, PowersOfTen.MaxDigits256);
        if (utf8.Length <= ShortDecimal.MaxLength && ShortDecimal.TryRead(utf8, out bool negative, out ulong digits, out int fraction)
            && (uint)(scale - fraction) <= PowersOfTen.MaxDigits64)
        {
            // Below 10^19 × 10^19: it fits 128 bits with their sign.
            UInt128 magnitude = Math.BigMul(digits, PowersOfTen.UInt64[scale - fraction]);
            bool fits = precision > PowersOfTen.MaxDigits128 || magnitude < PowersOfTen.UInt128[precision];
            Int128 unscaled = negative ? -(Int128)magnitude : (Int128)magnitude;
            value = fits ? new(unscaled, scale) : default;
            return fits ? ParseStatus.Ok : ParseStatus.OutOfRange;
        }

        return TryParseAny(utf8, precision, scale, out value);
    }

    /// <inheritdoc cref="TryParse(ReadOnlySpan{byte}, int, int, out Decimal256)"/>
    public static ParseStatus TryParse(ReadOnlySpan<char> text, int precision, int scale, out Decimal256 value)
    {
        Span<byte> utf8 = text.Length <= MaxStackText ? stackalloc byte[MaxStackText] : new byte[text.Length];
        OperationStatus ascii = Ascii.FromUtf16(text, utf8, out int length);
        return TryParse(ascii == OperationStatus.Done ? utf8[..length] : default, precision, scale, out value);
    }

    /// <summary>Reads a text at the scale at which it is written: <c>1.50</c> has scale 2, <c>1.5e3</c> has scale 0.</summary>
    /// <param name="utf8">As for the other overload.</param>
    /// <param name="value">The number, or 0. If 76 digits do not hold the written scale, trailing zeros are dropped.</param>
    public static ParseStatus TryParse(ReadOnlySpan<byte> utf8, out Decimal256 value)
    {
        value = default;
        if (!DecimalScan.TryScan(utf8, out DecimalScan scan))
        {
            return ParseStatus.Malformed;
        }

        ParseStatus status = scan.ToOwnScale(PowersOfTen.MaxDigits256, out UInt256 magnitude, out int scale);
        value = status == ParseStatus.Ok ? Make(magnitude, scan.Negative, scale) : default;
        return status;
    }

    /// <inheritdoc cref="TryParse(ReadOnlySpan{byte}, out Decimal256)"/>
    public static ParseStatus TryParse(ReadOnlySpan<char> text, out Decimal256 value)
    {
        Span<byte> utf8 = text.Length <= MaxStackText ? stackalloc byte[MaxStackText] : new byte[text.Length];
        OperationStatus ascii = Ascii.FromUtf16(text, utf8, out int length);
        return TryParse(ascii == OperationStatus.Done ? utf8[..length] : default, out value);
    }

    /// <summary>Reads a text at the scale at which it is written.</summary>
    /// <exception cref="QuarryException">The text is no number, or 76 digits do not hold it.</exception>
    public static Decimal256 Parse(ReadOnlySpan<byte> utf8)
    {
        ParseStatus status = TryParse(utf8, out Decimal256 value);
        return status == ParseStatus.Ok ? value : throw DecimalErrors.Parse(utf8, status, PowersOfTen.MaxDigits256);
    }

    /// <inheritdoc cref="Parse(ReadOnlySpan{byte})"/>
    public static Decimal256 Parse(ReadOnlySpan<char> text)
    {
        ParseStatus status = TryParse(text, out Decimal256 value);
        return status == ParseStatus.Ok ? value : throw DecimalErrors.Parse(Encoding.UTF8.GetBytes(text.ToArray()), status, PowersOfTen.MaxDigits256);
    }

    internal static ParseStatus TryParseAny(ReadOnlySpan<byte> utf8, int precision, int scale, out Decimal256 value)
    {
        value = default;
        if (!DecimalScan.TryScan(utf8, out DecimalScan scan))
        {
            return ParseStatus.Malformed;
        }

        ParseStatus status = scan.ToScale(precision, scale, out UInt256 magnitude);
        value = status == ParseStatus.Ok ? Make(magnitude, scan.Negative, scale) : default;
        return status;
    }
}
