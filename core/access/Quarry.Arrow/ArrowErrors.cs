using System.Globalization;
using Quarry.Contracts;

namespace Quarry.Arrow;

/// <summary>The errors of Arrow data, one method per cause.</summary>
internal static class ArrowErrors
{
    /// <summary>The offset of what came from no input.</summary>
    public const long NoOffset = -1;

    /// <summary>What to do against a batch that is too large for any setting.</summary>
    public const string Smaller = "Write smaller batches.";

    public static ArrowFormatException Truncated(long offset, string what)
        => new(ErrorKind.User, ErrorCodes.Truncated, offset, $"The Arrow data is truncated: the input ends within {what}. Send or copy it again.", null);

    public static ArrowFormatException NotArrow(long offset)
        => new(ErrorKind.User, ErrorCodes.NotArrow, offset, "The input is no Arrow IPC: it starts neither with ARROW1 nor with a schema message.", null);

    public static ArrowFormatException Unsupported(long offset, string what)
        => new(ErrorKind.User, ErrorCodes.Unsupported, offset, $"The Arrow data has {what}, which is not supported. Write it with Arrow 1.0 or later, little-endian.", null);

    public static ArrowFormatException Corrupt(long offset, string what, Exception? inner = null)
        => new(ErrorKind.User, ErrorCodes.Corrupt, offset, $"The Arrow data is damaged: {what}. Send or copy it again.", inner);

    public static ArrowFormatException Limit(long offset, string what, long needed, long allowed)
        => new(ErrorKind.Resource, ErrorCodes.LimitExceeded, offset, string.Create(CultureInfo.InvariantCulture,
            $"{what} needs {needed} bytes, and {nameof(ArrowIpcReaderOptions.MaxBatchBytes)} is {allowed}. Raise the limit, or write smaller batches."), null);

    /// <summary>More than any setting allows.</summary>
    public static ArrowFormatException Most(long offset, string what, long needed, long most, string fix)
        => new(ErrorKind.Resource, ErrorCodes.LimitExceeded, offset, string.Create(CultureInfo.InvariantCulture, $"{what} needs {needed} bytes, and no more than {most} can be read. {fix}"), null);

    public static ArrowFormatException Trailing(long offset)
        => new(ErrorKind.User, ErrorCodes.Corrupt, offset,
            $"Bytes follow the mark that ends the Arrow stream. Read streams that were joined one by one, or set {nameof(ArrowIpcReaderOptions.AllowTrailingBytes)} to leave the rest.", null);

    public static ArrowFormatException Text(long offset, string column)
        => new(ErrorKind.User, ErrorCodes.InvalidText, offset, $"A value of column \"{column}\" is not valid UTF-8. Write it as binary, or again from the source.", null);

    public static ArrowFormatException Type(long offset, string column, string type, string fix)
        => new(ErrorKind.User, ErrorCodes.UnsupportedType, offset, $"Column \"{column}\" has Arrow type {type}, which has no logical type here. {fix}", null);

    public static ArrowFormatException Inexact(long offset, string column, int row, string what)
        => new(ErrorKind.User, ErrorCodes.Inexact, offset, string.Create(CultureInfo.InvariantCulture,
            $"Row {row} of column \"{column}\" {what}. Cast the column where the data is written."), null);
}
