using System.Globalization;
using System.Text;

namespace Quarry.Contracts;

/// <summary>The errors of the contracts, one method per cause, so that messages stand in one place and hot code stays small.</summary>
internal static class Throw
{
    public static QuarryException NotSupported(Session session, string what, string capability)
        => new(ErrorKind.User, ErrorCodes.NotSupported,
            $"{session.Server.Product} does not offer {what} through this driver (capability {capability}). Ask the driver's Describe before you use it.");

    public static void NotReserved()
        => throw new InvalidOperationException("Advance was called without a Reserve before it. Reserve room for each value.");

    public static QuarryException NoExactNativeType(ColumnSchema column)
        => new(ErrorKind.User, ErrorCodes.NotSupported,
            $"No native type holds every value of column \"{column.Name}\" of type {column.Type}. Cast the column to another type in the query.");

    public static QuarryException NameNotTaken(string name, string reason)
        => new(ErrorKind.User, ErrorCodes.NotSupported, $"The database does not take the name \"{name}\": {reason}. Give another name, or rename the column in the query.");

    public static QuarryException BadValue(ColumnSchema column, long row, ParseStatus status, ReadOnlySpan<byte> text)
    {
        (int code, string cause) = status switch
        {
            ParseStatus.OutOfRange => (ErrorCodes.ValueOutOfRange, "is outside its range"),
            ParseStatus.LosesPrecision => (ErrorCodes.ValueOutOfRange, "has more digits than it holds"),
            ParseStatus.UnexpectedOffset => (ErrorCodes.TextNotATime, "carries an offset, which a wall clock cannot hold"),
            ParseStatus.MissingOffset => (ErrorCodes.TextNotATime, "carries no offset, which an instant needs"),
            _ => (ErrorCodes.TextNotANumber, "is not in its form"),
        };
        return new(ErrorKind.Server, code, string.Create(CultureInfo.InvariantCulture,
            $"Row {row}, column \"{column.Name}\" of type {column.Type}: {Excerpt(text)} {cause}. Cast the column in the query, or read it as text."));
    }

    public static QuarryException InexactEpoch(ColumnSchema column, long row, long value, TimeUnit unit)
        => new(ErrorKind.Server, ErrorCodes.ValueOutOfRange, string.Create(CultureInfo.InvariantCulture,
            $"Row {row}, column \"{column.Name}\": {value} {unit}s since 1970 cannot be held exactly by {column.Type}."));

    public static QuarryException WrongLength(ColumnSchema column, long row, int length)
        => new(ErrorKind.Server, ErrorCodes.ValueOutOfRange, string.Create(CultureInfo.InvariantCulture,
            $"Row {row}, column \"{column.Name}\" of type {column.Type}: a value of {length} bytes. Cast the column in the query, or read it as binary."));

    public static QuarryException InvalidUtf8(ColumnSchema column, long row)
        => new(ErrorKind.Server, ErrorCodes.InvalidUtf8, string.Create(CultureInfo.InvariantCulture,
            $"Row {row}, column \"{column.Name}\": the text is not valid UTF-8. Read the column as binary (cast it to a BLOB) or repair the data."));

    public static QuarryException BadUtf16(ColumnSchema column, long row)
        => new(ErrorKind.Server, ErrorCodes.InvalidUtf8, string.Create(CultureInfo.InvariantCulture,
            $"Row {row}, column \"{column.Name}\": the text holds a surrogate without its pair, which UTF-8 cannot carry. Read the column as binary or repair the data."));

    public static QuarryException ColumnTooLarge(ColumnSchema column, long row)
        => new(ErrorKind.Resource, ErrorCodes.ColumnTooLarge, string.Create(CultureInfo.InvariantCulture,
            $"Row {row}, column \"{column.Name}\": the batch's values exceed 2 GiB. Ask for smaller batches, or read the value in parts."));

    private static string Excerpt(ReadOnlySpan<byte> text)
        => text.IsEmpty ? "the value" : $"'{Encoding.UTF8.GetString(text[..Math.Min(text.Length, 64)])}{(text.Length > 64 ? "…" : "")}'";

    public static QuarryException DecimalDoesNotFit(ColumnSchema column, long row, string value, ParseStatus status)
        => BadValue(column, row, status, Encoding.UTF8.GetBytes(value));

    public static QuarryException ClrCannotHold(ColumnSchema column, int row, string clrType, string getter)
        => new(ErrorKind.User, ErrorCodes.ClrCannotHold, string.Create(CultureInfo.InvariantCulture,
            $"Row {row} of the batch, column \"{column.Name}\" of type {column.Type}: {clrType} cannot hold the value exactly. Use {getter}."));

    public static InvalidOperationException IsNull(ColumnSchema column, int row)
        => new(string.Create(CultureInfo.InvariantCulture, $"Row {row} of the batch, column \"{column.Name}\" is NULL. Ask IsNull before you read a value."));
}
