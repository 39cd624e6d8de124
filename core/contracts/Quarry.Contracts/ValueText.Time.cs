using System.Globalization;
using Quarry.Contracts.Internals;

namespace Quarry.Contracts;

public static partial class ValueText
{
    /// <summary>Writes a time of day as <c>12:34:56.123456</c> with exactly the unit's digits after the point; the end of the day is <c>24:00:00</c>.</summary>
    /// <param name="time">0 to 24 hours since midnight, in the unit.</param>
    /// <param name="unit">The unit.</param>
    /// <param name="utf8Destination">Receives 8 to 18 bytes.</param>
    /// <param name="bytesWritten">Bytes written, or 0.</param>
    /// <returns>False if the destination is too short.</returns>
    /// <exception cref="QuarryException">The value is no time of day.</exception>
    public static bool TryFormatTime(long time, TimeUnit unit, Span<byte> utf8Destination, out int bytesWritten)
    {
        if ((ulong)time > (ulong)TimeUnits.PerDay(unit))
        {
            throw new QuarryException(ErrorKind.User, ErrorCodes.ValueOutOfRange, string.Create(CultureInfo.InvariantCulture,
                $"{time} ({unit}) is not a time of day: it lies outside 00:00:00 to 24:00:00. Correct the data at its source."));
        }

        var writer = new Utf8Writer(utf8Destination);
        ClockText.Append(ref writer, time, unit);
        return writer.TryFinish(out bytesWritten);
    }

    /// <summary>Reads <c>hh:mm:ss[.f…]</c>, 00:00:00 to 24:00:00. An offset is <see cref="ParseStatus.UnexpectedOffset"/>.</summary>
    /// <param name="utf8">The text. Digits beyond the unit's resolution must be zero.</param>
    /// <param name="unit">The unit.</param>
    /// <param name="time">Time since midnight in the unit, or 0.</param>
    public static ParseStatus TryParseTime(ReadOnlySpan<byte> utf8, TimeUnit unit, out long time)
    {
        var text = new TextCursor(utf8);
        bool valid = ClockText.TryRead(ref text, unit, out long read, out bool lossy);
        int? offset = null;
        valid = valid && ClockText.TryReadOffset(ref text, out offset) && text.AtEnd;
        ParseStatus status = !valid ? ParseStatus.Malformed
            : offset is not null ? ParseStatus.UnexpectedOffset
            : lossy ? ParseStatus.LosesPrecision : ParseStatus.Ok;
        time = status == ParseStatus.Ok ? read : 0;
        return status;
    }
}
