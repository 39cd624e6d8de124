using System.Globalization;
using System.Numerics;

namespace Quarry.Contracts;

public static partial class ValueText
{
    /// <summary>Writes the shortest text that reads back as the same float; <c>NaN</c>, <c>Infinity</c>, <c>-Infinity</c>.</summary>
    /// <param name="value">The float.</param>
    /// <param name="utf8Destination">Receives the text.</param>
    /// <param name="bytesWritten">Bytes written, or 0.</param>
    /// <returns>False if the destination is too short.</returns>
    public static bool TryFormatFloat32(float value, Span<byte> utf8Destination, out int bytesWritten)
        => value.TryFormat(utf8Destination, out bytesWritten, "R", CultureInfo.InvariantCulture);

    /// <summary>Writes the shortest text that reads back as the same double; <c>NaN</c>, <c>Infinity</c>, <c>-Infinity</c>.</summary>
    /// <param name="value">The double.</param>
    /// <param name="utf8Destination">Receives the text.</param>
    /// <param name="bytesWritten">Bytes written, or 0.</param>
    /// <returns>False if the destination is too short.</returns>
    public static bool TryFormatFloat64(double value, Span<byte> utf8Destination, out int bytesWritten)
        => value.TryFormat(utf8Destination, out bytesWritten, "R", CultureInfo.InvariantCulture);

    /// <summary>Reads a float: the nearest one to the text, which is what a binary float means.</summary>
    /// <param name="utf8">The text. A finite number that would become infinite, or zero without being zero, is <see cref="ParseStatus.OutOfRange"/>.</param>
    /// <param name="value">The float, or 0.</param>
    public static ParseStatus TryParseFloat32(ReadOnlySpan<byte> utf8, out float value) => TryParseFloat(utf8, out value);

    /// <summary>Reads a double: the nearest one to the text, which is what a binary float means.</summary>
    /// <param name="utf8">The text. A finite number that would become infinite, or zero without being zero, is <see cref="ParseStatus.OutOfRange"/>.</param>
    /// <param name="value">The double, or 0.</param>
    public static ParseStatus TryParseFloat64(ReadOnlySpan<byte> utf8, out double value) => TryParseFloat(utf8, out value);

    private static ParseStatus TryParseFloat<T>(ReadOnlySpan<byte> utf8, out T value)
        where T : IBinaryFloatingPointIeee754<T>
    {
        value = T.Zero;
        utf8 = utf8.Trim((byte)' ');
        if (TryReadNamed(utf8, out value))
        {
            return ParseStatus.Ok;
        }

        // .NET would also take "nan" in any case, the culture's symbols and trailing NUL bytes; a number ends in a digit or a point.
        const NumberStyles Style = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        if (utf8.IsEmpty || ((uint)(utf8[^1] - '0') > 9 && utf8[^1] != '.') || !T.TryParse(utf8, Style, CultureInfo.InvariantCulture, out T? parsed))
        {
            return ParseStatus.Malformed;
        }

        if (T.IsInfinity(parsed) || (T.IsZero(parsed) && !IsWrittenZero(utf8)))
        {
            return ParseStatus.OutOfRange;
        }

        value = parsed;
        return ParseStatus.Ok;
    }

    private static bool TryReadNamed<T>(ReadOnlySpan<byte> utf8, out T value)
        where T : IBinaryFloatingPointIeee754<T>
    {
        value = utf8.SequenceEqual("NaN"u8) ? T.NaN
            : utf8.SequenceEqual("Infinity"u8) || utf8.SequenceEqual("+Infinity"u8) ? T.PositiveInfinity
            : utf8.SequenceEqual("-Infinity"u8) ? T.NegativeInfinity
            : T.Zero;
        return !T.IsZero(value);
    }

    private static bool IsWrittenZero(ReadOnlySpan<byte> utf8)
    {
        int exponent = utf8.IndexOfAny((byte)'e', (byte)'E');
        return !(exponent < 0 ? utf8 : utf8[..exponent]).ContainsAnyInRange((byte)'1', (byte)'9');
    }
}
