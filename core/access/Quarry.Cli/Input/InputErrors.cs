using Quarry.Contracts;

namespace Quarry.Cli.Input;

/// <summary>The errors of an input that is no result.</summary>
internal static class InputErrors
{
    private const string Accepted = "RowBuffer v2 (51 52 42 32, \"QRB2\"), RowBuffer v1 and the original's v2 (43 42 44 4F, \"CBDO\", then 01 00 or 02 00), "
        + "several results (4D 55 4C 54, \"MULT\", then 02 00), the Arrow IPC file (41 52 52 4F 57 31, \"ARROW1\") and stream (FF FF FF FF)";

    /// <summary>True for what the system answers to a read that it refuses.</summary>
    public static bool IsRefusal(Exception error) => error is IOException or UnauthorizedAccessException;

    public static QuarryException Unreadable(string name, string cause, Exception? inner)
        => new(ErrorKind.User, ErrorCodes.InputUnreadable, $"{name} cannot be read: {cause}{(cause.EndsWith('.') ? "" : ".")} Name a file that exists and that you may read.", inner);

    public static QuarryException Unknown(string name, ReadOnlySpan<byte> start)
        => new(ErrorKind.User, ErrorCodes.UnknownFormat, (start.IsEmpty
            ? $"{name} is empty."
            : $"{name} starts with {string.Join(' ', start.ToArray().Select(value => value.ToString("X2", System.Globalization.CultureInfo.InvariantCulture)))}, which is no format that is read here.")
            + $" Accepted are {Accepted}.");

    public static QuarryException TooLarge(string name, long limit)
        => new(ErrorKind.Resource, ErrorCodes.InputTooLarge, string.Create(System.Globalization.CultureInfo.InvariantCulture,
            $"{name} is a MULT message of more than {limit} bytes, and such a message is read as a whole. Write its results apart, as RowBuffer v2."));

    public static QuarryException NoRows(string name)
        => new(ErrorKind.User, ErrorCodes.NothingToLoad, $"{name} holds no rows and no columns, so there is nothing to load. Name a file that holds a result.");

    public static QuarryException SeveralResults(string name)
        => new(ErrorKind.User, ErrorCodes.SeveralResults, $"{name} holds more than one result, or columns that change, and a table takes one. Load a file of each result.");
}
