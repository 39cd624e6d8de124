using Quarry.Contracts.Internals;

namespace Quarry.Contracts;

public static partial class ValueText
{
    /// <summary>Writes an interval as an ISO 8601 duration with signed parts, such as <c>P1Y2M3DT4H5M6.789S</c>; zero is <c>PT0S</c>.</summary>
    /// <param name="value">The interval; the full range.</param>
    /// <param name="utf8Destination">Receives the text.</param>
    /// <param name="bytesWritten">Bytes written, or 0.</param>
    /// <returns>False if the destination is too short.</returns>
    public static bool TryFormatInterval(Interval value, Span<byte> utf8Destination, out int bytesWritten)
    {
        var writer = new Utf8Writer(utf8Destination);
        IntervalText.Append(ref writer, value);
        return writer.TryFinish(out bytesWritten);
    }

    /// <summary>Reads an ISO 8601 duration with signed parts; weeks are 7 days, only seconds take a fraction.</summary>
    /// <param name="utf8">The text. Digits after the ninth of the fraction must be zero.</param>
    /// <param name="value">The interval, or zero.</param>
    public static ParseStatus TryParseInterval(ReadOnlySpan<byte> utf8, out Interval value) => IntervalText.TryParse(utf8, out value);
}
