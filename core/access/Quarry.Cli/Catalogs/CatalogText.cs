using System.Globalization;
using Quarry.Cli.Formats;
using Quarry.Cli.Output;
using Quarry.Engine;

namespace Quarry.Cli.Catalogs;

/// <summary>The catalog as aligned text. What a database does not know stands as a dash.</summary>
internal static class CatalogText
{
    private static readonly string[] s_tableHeadings = ["schema", "table", "kind", "rows (estimate)", "bytes", "index bytes"];
    private static readonly string[] s_columnHeadings = ["column", "type", "logical type", "null", "default"];

    public static void Write(OutputBuffer output, CatalogListing listing)
    {
        if (listing.Catalogs.Count > 0)
        {
            AlignedText.WriteLine(output, $"catalogs: {string.Join(", ", listing.Catalogs)}");
            AlignedText.WriteLine(output, "");
        }

        IEnumerable<string> empty = listing.Schemas.Except(listing.Tables.Select(table => table.Table.Schema));
        WriteRows(output, [s_tableHeadings, .. listing.Tables.Select(Row), .. empty.Select(schema => (string[])[schema, "-", "", "", "", ""])], 3, 4, 5);
    }

    public static void Write(OutputBuffer output, TableDescription description)
    {
        (TableInfo table, TableStatistics? size) = description.Table;
        AlignedText.WriteLine(output, $"{TableFinder.FullName(table)}: {table.Kind}, rows (estimate) {Number(size?.RowEstimate)}, bytes {Number(size?.Bytes)}, index bytes {Number(size?.IndexBytes)}");
        AlignedText.WriteLine(output, "");
        WriteRows(output, [s_columnHeadings, .. description.Columns.Select(Row)]);
        string[][] keys =
        [
            .. description.PrimaryKey is { } key ? [["primary key", key.Name, List(key.Columns)]] : (string[][])[],
            .. description.ForeignKeys.Select(Row),
            .. description.Indexes.Select(index => (string[])[index.IsUnique ? "unique index" : "index", index.Name, List(index.Columns)]),
        ];
        if (keys.Length > 0)
        {
            AlignedText.WriteLine(output, "");
            WriteRows(output, keys);
        }
    }

    private static void WriteRows(OutputBuffer output, string[][] rows, params ReadOnlySpan<int> right)
    {
        var text = new AlignedText(rows, right);
        for (int i = 0; i < rows.Length; i++)
        {
            text.WriteRow(output, i);
        }
    }

    private static string[] Row(SizedTable table)
        => [table.Table.Schema, table.Table.Name, table.Table.Kind, Number(table.Size?.RowEstimate), Number(table.Size?.Bytes), Number(table.Size?.IndexBytes)];

    private static string[] Row(ColumnInfo column) => [column.Name, column.NativeType, column.Type.ToString(), column.IsNullable ? "yes" : "no", column.Default ?? ""];

    private static string[] Row(ForeignKeyInfo key)
        => ["foreign key", key.Name, $"{List(key.Columns)} references {key.ReferencedSchema}.{key.ReferencedTable} {List(key.ReferencedColumns)}"];

    private static string List(IEnumerable<string?> columns) => $"({string.Join(", ", columns.Select(column => column ?? "…"))})";

    private static string Number(long? value) => value?.ToString("N0", CultureInfo.InvariantCulture) ?? "-";
}
