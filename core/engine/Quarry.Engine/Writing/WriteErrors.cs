using System.Globalization;
using Quarry.Contracts;

namespace Quarry.Engine.Writing;

/// <summary>What is wrong with a write, one method per cause.</summary>
internal static class WriteErrors
{
    /// <summary>A table's name as it was given.</summary>
    public static string NameOf(TableName table)
        => string.Join('.', ((string[])[table.Catalog, table.Schema, table.Name]).Where(static part => part.Length > 0));

    public static QuarryException Exists(TableName table, Exception? cause) => new(ErrorKind.User, ErrorCodes.TableExists,
        $"Table \"{NameOf(table)}\" exists, and {nameof(WriteMode)}.{nameof(WriteMode.Create)} creates it. "
        + $"Use {nameof(WriteMode)}.{nameof(WriteMode.Append)} to add to it, or {nameof(WriteMode)}.{nameof(WriteMode.Replace)} to drop it first.", cause);

    public static QuarryException Missing(TableName table, Exception? cause) => new(ErrorKind.User, ErrorCodes.TableMissing,
        $"Table \"{NameOf(table)}\" does not exist, and {nameof(WriteMode)}.{nameof(WriteMode.Append)} adds to one that does. "
        + $"Use {nameof(WriteMode)}.{nameof(WriteMode.Create)} or {nameof(WriteMode)}.{nameof(WriteMode.CreateAppend)} to create it, or correct the name.", cause);

    public static QuarryException Columns(TableName table, IEnumerable<string> causes, string fix) => new(ErrorKind.User, ErrorCodes.ColumnsDoNotFit,
        $"The source's columns do not fit table \"{NameOf(table)}\": {string.Join("; ", causes)}. {fix}");

    public static QuarryException OtherColumns(long row, Schema expected, Schema found) => new(ErrorKind.User, ErrorCodes.BatchOfOtherColumns, string.Create(CultureInfo.InvariantCulture,
        $"The batch that begins at row {row} has other columns than its source: {Text(found)} instead of {Text(expected)}. Every batch must have the names and types of the source's schema, in its order."));

    private static string Text(Schema schema) => $"({string.Join(", ", schema.Columns.Select(static column => $"\"{column.Name}\" {column.Type}"))})";
}
