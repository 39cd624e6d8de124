using Quarry.Contracts.Internals;

namespace Quarry.Contracts;

public static partial class ValueText
{
    /// <summary>Writes a date as <c>2024-02-29</c>; years beyond 0 to 9999 are expanded and signed: <c>+10000-01-01</c>, <c>-0043-03-15</c>.
    /// Year 0 is 1 BC.</summary>
    /// <param name="days">Days since 1970-01-01, proleptic Gregorian; the full range.</param>
    /// <param name="utf8Destination">Receives 10 to 14 bytes.</param>
    /// <param name="bytesWritten">Bytes written, or 0.</param>
    /// <returns>False if the destination is too short.</returns>
    public static bool TryFormatDate(int days, Span<byte> utf8Destination, out int bytesWritten)
    {
        var writer = new Utf8Writer(utf8Destination);
        DateText.Append(ref writer, days);
        return writer.TryFinish(out bytesWritten);
    }

    /// <summary>Reads <c>yyyy-mm-dd</c>; the year has four digits or more and may be signed.</summary>
    /// <param name="utf8">The text.</param>
    /// <param name="days">Days since 1970-01-01, or 0.</param>
    public static ParseStatus TryParseDate(ReadOnlySpan<byte> utf8, out int days)
    {
        if (utf8.Length == DateText.PlainLength && DateText.TryReadPlain(utf8, out days))
        {
            return ParseStatus.Ok;
        }

        days = 0;
        var text = new TextCursor(utf8);
        if (!DateText.TryRead(ref text, out long wide) || !text.AtEnd)
        {
            return ParseStatus.Malformed;
        }

        if (wide != (int)wide)
        {
            return ParseStatus.OutOfRange;
        }

        days = (int)wide;
        return ParseStatus.Ok;
    }
}
