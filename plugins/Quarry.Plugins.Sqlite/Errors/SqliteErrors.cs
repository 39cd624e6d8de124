using System.Globalization;
using System.Text;
using Quarry.Contracts;
using Quarry.Plugins.Sqlite.Native;
using Quarry.Plugins.Sqlite.Types;

namespace Quarry.Plugins.Sqlite.Errors;

/// <summary>The errors of this plugin, one method per cause, so that messages stand in one place and hot code stays small.</summary>
internal static class SqliteErrors
{
    /// <summary>An error that the library reports.</summary>
    /// <param name="extended">The extended result code.</param>
    /// <param name="message">The library's text.</param>
    /// <param name="position">Where in the SQL, a 1-based character index, or 0.</param>
    public static QuarryException Of(int extended, string message, int position)
    {
        ResultCode code = ResultCode.Of(extended);
        string place = position > 0 ? string.Create(CultureInfo.InvariantCulture, $" at character {position}") : "";
        return new(code.Kind, code.Code, $"SQLite: {message}{place}. {code.Fix}", StateOf(code, message), null)
        {
            VendorCode = extended,
            Position = position,
            Transient = code.IsTransient,
            Records = [new() { SqlState = code.SqlState, VendorCode = extended, Message = message }],
        };
    }

    public static QuarryException LibraryMissing(string cause)
        => new(ErrorKind.Transport, ErrorCodes.LibraryMissing,
            $"The SQLite library e_sqlite3 could not be loaded: {cause} It travels in the plugin's folder under runtimes/; restore that folder as it was published.");

    public static QuarryException HintUnknown(string name)
        => new(ErrorKind.User, ErrorCodes.HintUnknown, $"The SQLite driver knows no hint \"{name}\"; it knows none. Remove the rule that sets it.");

    public static QuarryException ParameterCount(int taken, int given)
        => new(ErrorKind.User, ErrorCodes.ParameterCount, string.Create(CultureInfo.InvariantCulture,
            $"The statement takes {taken} parameter(s), but {given} were given. Give one value for each marker."), "07002", null);

    public static QuarryException ParameterValue(int position, Parameter parameter, string cause)
        => new(ErrorKind.User, ErrorCodes.ParameterValue, string.Create(CultureInfo.InvariantCulture,
            $"Parameter {position}{(parameter.Name.Length > 0 ? $" (\"{parameter.Name}\")" : "")} of type {parameter.Type}: {cause}"), "22003", null);

    public static QuarryException Isolation(TransactionOptions options)
        => new(ErrorKind.User, ErrorCodes.Isolation,
            options.Deferrable ? "SQLite has no deferrable transactions: a reader of its file never fails because of others. Ask for a read-only one without Deferrable."
                : options.Snapshot.Length > 0 ? "SQLite has no snapshots that another session could read. Read within one transaction."
                : $"SQLite transactions are serializable; isolation {options.Isolation} is not offered. Ask for Serializable or Unspecified.", "HY024", null);

    public static QuarryException TransactionLost()
        => new(ErrorKind.Server, ErrorCodes.TransactionLost,
            "Nothing was committed: SQLite rolled the transaction back when a statement of it failed or was cancelled. Begin it again.", "40000", null);

    public static QuarryException Contradiction(ColumnSchema column, long row, int storageClass, string excerpt)
        => new(ErrorKind.Server, ErrorCodes.ValueContradictsColumn, string.Create(CultureInfo.InvariantCulture,
            $"Row {row}, column \"{column.Name}\"{Declared(column)}: the stored {StorageClass.Name(storageClass)}{excerpt} is no value of {column.Type}. {ContradictionFix(column)}"), "22018", null);

    public static QuarryException MixedExpression(string column, long row, int first, int storageClass)
        => new(ErrorKind.Server, ErrorCodes.MixedExpression, string.Create(CultureInfo.InvariantCulture,
            $"Row {row}, column \"{column}\" has no declared type and mixes {StorageClass.Name(first)} with {StorageClass.Name(storageClass)}. Cast it in the query (for example CAST(… AS TEXT)), or ask for mismatches as text."), "22018", null);

    public static QuarryException TypeNotReadable(ColumnSchema column)
        => new(ErrorKind.User, ErrorCodes.TypeNotReadable,
            $"Column \"{column.Name}\"{Declared(column)}: SQLite values cannot be read as {column.Type}. Map the column to another type, or cast it in the query.");

    public static QuarryException ValueNotWritable(ColumnSchema column, long row, string cause)
        => new(ErrorKind.User, ErrorCodes.ValueNotWritable, string.Create(CultureInfo.InvariantCulture,
            $"Row {row}, column \"{column.Name}\" of type {column.Type}: {cause}"), "22003", null);

    /// <summary>The start of a text, for a message.</summary>
    public static string Excerpt(ReadOnlySpan<byte> text)
        => $" '{Encoding.UTF8.GetString(text[..Math.Min(text.Length, 64)])}{(text.Length > 64 ? "…" : "")}'";

    private static string ContradictionFix(ColumnSchema column)
        => DeclaredType.Parse(column.NativeType).Kind == DeclaredKind.PerValue && StorageClass.Of(column.Type) is { } taken
            ? $"The column declares no type that SQLite knows, so its type was taken from the first batch{(taken == StorageClass.Text ? " (text also if all its values were NULL)" : "")}. "
                + "Cast it in the query (for example CAST(… AS TEXT)), or ask for mismatches as text."
            : "Correct the row, cast the column in the query (for example CAST(… AS TEXT)), or ask for mismatches as text.";

    private static string Declared(ColumnSchema column) => column.NativeType.Length > 0 ? $" declared {column.NativeType}" : "";

    // The library has one code for every error of a statement; its texts have been stable for twenty years and tell more.
    private static string StateOf(ResultCode code, string message) => code.Code != ErrorCodes.Statement ? code.SqlState
        : message.StartsWith("no such table", StringComparison.Ordinal) || message.StartsWith("no such view", StringComparison.Ordinal) ? "42S02"
        : message.StartsWith("no such column", StringComparison.Ordinal) || message.Contains("has no column named", StringComparison.Ordinal) ? "42S22"
        : message.EndsWith("already exists", StringComparison.Ordinal) ? "42S01"
        : message == "integer overflow" ? "22003"
        : code.SqlState;
}
