using Quarry.Contracts.Internals;

namespace Quarry.Contracts;

public static partial class ValueText
{
    /// <summary>Writes a wall-clock timestamp as <c>2024-02-29T12:34:56.123456</c> with exactly the unit's digits after the point.</summary>
    /// <param name="value">Time since 1970-01-01T00:00:00; the full range.</param>
    /// <param name="unit">The unit.</param>
    /// <param name="utf8Destination">Receives the text.</param>
    /// <param name="bytesWritten">Bytes written, or 0.</param>
    /// <returns>False if the destination is too short.</returns>
    public static bool TryFormatTimestamp(long value, TimeUnit unit, Span<byte> utf8Destination, out int bytesWritten)
    {
        var writer = new Utf8Writer(utf8Destination);
        TimestampText.Append(ref writer, value, unit, 0);
        return writer.TryFinish(out bytesWritten);
    }

    /// <summary>Writes an instant as <c>2024-02-29T12:34:56.123456Z</c>.</summary>
    /// <param name="value">Time since 1970-01-01T00:00:00Z; the full range.</param>
    /// <param name="unit">The unit.</param>
    /// <param name="utf8Destination">Receives the text.</param>
    /// <param name="bytesWritten">Bytes written, or 0.</param>
    /// <returns>False if the destination is too short.</returns>
    public static bool TryFormatTimestampUtc(long value, TimeUnit unit, Span<byte> utf8Destination, out int bytesWritten)
    {
        var writer = new Utf8Writer(utf8Destination);
        TimestampText.Append(ref writer, value, unit, 0);
        writer.Append('Z');
        return writer.TryFinish(out bytesWritten);
    }

    /// <summary>Writes an instant at its own offset as <c>2024-02-29T14:34:56.123456+02:00</c>.</summary>
    /// <param name="value">The instant and its offset; the full range, though offsets beyond ±23:59 do not parse.</param>
    /// <param name="unit">The unit.</param>
    /// <param name="utf8Destination">Receives the text.</param>
    /// <param name="bytesWritten">Bytes written, or 0.</param>
    /// <returns>False if the destination is too short.</returns>
    public static bool TryFormatTimestampOffset(TimestampOffset value, TimeUnit unit, Span<byte> utf8Destination, out int bytesWritten)
    {
        var writer = new Utf8Writer(utf8Destination);
        TimestampText.Append(ref writer, value.Instant, unit, value.OffsetMinutes);
        ClockText.AppendOffset(ref writer, value.OffsetMinutes);
        return writer.TryFinish(out bytesWritten);
    }

    /// <summary>Reads a wall-clock timestamp, <c>T</c> or a space between date and time. <c>Z</c> or an offset is
    /// <see cref="ParseStatus.UnexpectedOffset"/>.</summary>
    /// <param name="utf8">The text. Digits beyond the unit's resolution must be zero.</param>
    /// <param name="unit">The unit.</param>
    /// <param name="value">Time since 1970-01-01T00:00:00, or 0.</param>
    public static ParseStatus TryParseTimestamp(ReadOnlySpan<byte> utf8, TimeUnit unit, out long value)
    {
        value = 0;
        return !TimestampText.TryRead(utf8, unit, out TimestampText text) ? ParseStatus.Malformed
            : text.OffsetMinutes is not null ? ParseStatus.UnexpectedOffset
            : text.ToValue(unit, 0, out value);
    }

    /// <summary>Reads an instant: a timestamp with <c>Z</c>, <c>±hh</c>, <c>±hhmm</c> or <c>±hh:mm</c>, converted to UTC.</summary>
    /// <param name="utf8">The text. Digits beyond the unit's resolution must be zero.</param>
    /// <param name="unit">The unit.</param>
    /// <param name="assumeUtc">True: a text without offset is in UTC. False: it is <see cref="ParseStatus.MissingOffset"/>.</param>
    /// <param name="value">Time since 1970-01-01T00:00:00Z, or 0.</param>
    public static ParseStatus TryParseTimestampUtc(ReadOnlySpan<byte> utf8, TimeUnit unit, bool assumeUtc, out long value)
    {
        value = 0;
        return !TimestampText.TryRead(utf8, unit, out TimestampText text) ? ParseStatus.Malformed
            : text.OffsetMinutes is null && !assumeUtc ? ParseStatus.MissingOffset
            : text.ToValue(unit, text.OffsetMinutes ?? 0, out value);
    }

    /// <summary>Reads an instant and keeps its offset; <c>Z</c> is offset 0.</summary>
    /// <param name="utf8">The text. Digits beyond the unit's resolution must be zero.</param>
    /// <param name="unit">The unit.</param>
    /// <param name="value">The instant and its offset, or zero.</param>
    public static ParseStatus TryParseTimestampOffset(ReadOnlySpan<byte> utf8, TimeUnit unit, out TimestampOffset value)
    {
        value = default;
        if (!TimestampText.TryRead(utf8, unit, out TimestampText text))
        {
            return ParseStatus.Malformed;
        }

        if (text.OffsetMinutes is not int offset)
        {
            return ParseStatus.MissingOffset;
        }

        ParseStatus status = text.ToValue(unit, offset, out long instant);
        value = status == ParseStatus.Ok ? new(instant, (short)offset) : default;
        return status;
    }
}
