using System.Globalization;
using Quarry.Contracts;

namespace Quarry.Columnar;

/// <summary>The errors of the formats, one method per cause, so that messages stand in one place and hot code stays small.</summary>
internal static class FormatErrors
{
    public static RowBufferFormatException Truncated(long offset, string what)
        => new(ErrorKind.User, ErrorCodes.Truncated, offset, $"The RowBuffer is truncated: the input ends within {what}. Send or copy it again.");

    public static RowBufferFormatException NotRowBuffer(long offset, string expected)
        => new(ErrorKind.User, ErrorCodes.NotRowBuffer, offset, $"The input is no RowBuffer: it does not start with {expected}.");

    public static RowBufferFormatException Version(long offset, string found, string supported)
        => new(ErrorKind.User, ErrorCodes.UnsupportedVersion, offset,
            $"RowBuffer version {found} is not supported; this reader reads {supported}. Write it for an older reader, or read it with a newer one.");

    public static RowBufferFormatException Unsupported(long offset, string what)
        => new(ErrorKind.User, ErrorCodes.UnsupportedFeature, offset, $"The RowBuffer needs {what}, which this reader does not know. Read it with a newer one.");

    public static RowBufferFormatException Corrupt(long offset, string what)
        => new(ErrorKind.User, ErrorCodes.Corrupt, offset, $"The RowBuffer is damaged: {what}. Send or copy it again.");

    public static RowBufferFormatException Checksum(long offset, string what)
        => new(ErrorKind.User, ErrorCodes.ChecksumMismatch, offset, $"The RowBuffer is damaged: the checksum of {what} is wrong. Send or copy it again.");

    /// <summary>More than the caller's options allow.</summary>
    public static RowBufferFormatException AboveOption(long offset, string what, long needed, string unit, string option, long allowed, string advice)
        => new(ErrorKind.Resource, ErrorCodes.LimitExceeded, offset, string.Create(CultureInfo.InvariantCulture,
            $"{what} takes {needed} {unit}, and {option} is {allowed}. {advice}"));

    /// <summary>More than the format, or this process, can hold: no option raises it.</summary>
    public static RowBufferFormatException AboveFormat(long offset, string what, long needed, string unit, long allowed)
        => new(ErrorKind.Resource, ErrorCodes.LimitExceeded, offset, string.Create(CultureInfo.InvariantCulture,
            $"{what} takes {needed} {unit}, and the format allows {allowed}. The input is damaged, or has to be written in smaller parts."));

    public static RowBufferFormatException Text(long offset, string what)
        => new(ErrorKind.User, ErrorCodes.InvalidText, offset, $"The RowBuffer is damaged: {what} is not valid UTF-8. Write it again from the source.");

    public static QuarryException NoTypeCode(ColumnSchema column)
        => new(ErrorKind.User, ErrorCodes.NoTypeCode,
            $"Column \"{column.Name}\" of type {column.Type} has no type code in RowBuffer v1. Cast it to text in the query, or write v2.");

    public static QuarryException NoText(QuarryException cause, string column, int row)
        => new(cause.Kind, cause.Code, string.Create(CultureInfo.InvariantCulture, $"Row {row + 1} of the batch, column \"{column}\": {cause.Message}"), cause);

    /// <param name="what">What is too large.</param>
    /// <param name="limit">What it exceeds.</param>
    /// <param name="advice">What helps: a sentence.</param>
    public static QuarryException TooLarge(string what, string limit, string advice)
        => new(ErrorKind.User, ErrorCodes.TooLargeToWrite, $"{what} exceeds {limit}. {advice}");
}
