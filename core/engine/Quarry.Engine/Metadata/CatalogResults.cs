using Quarry.Contracts;

namespace Quarry.Engine.Metadata;

/// <summary>The rows of each set as what callers get. Rows of one key or index become one object, whatever the order of the rows.</summary>
internal static class CatalogResults
{
    private const int Schema = 0, Table = 1, Name = 2;

    public static IReadOnlyList<string> Names(CatalogRows rows) => [.. rows.All.Select(row => Text(row, 0))];

    public static IReadOnlyList<TableInfo> Tables(CatalogRows rows)
        => [.. rows.All.Select(row => new TableInfo { Schema = Text(row, Schema), Name = Text(row, Table), Kind = Text(row, 2) })];

    public static IReadOnlyList<ColumnInfo> Columns(CatalogRows rows)
        => [.. rows.All.GroupBy(row => (Text(row, Schema), Text(row, Table))).SelectMany(table => table.OrderBy(row => Position(rows, row, 3)).Select(row => Column(rows, row)))];

    public static IReadOnlyList<PrimaryKeyInfo> PrimaryKeys(CatalogRows rows) =>
    [
        .. Grouped(rows, 4).Select(key => new PrimaryKeyInfo
        {
            Schema = Text(key[0], Schema),
            Table = Text(key[0], Table),
            Name = Text(key[0], Name),
            Columns = [.. key.Select(row => Text(row, 3))],
        }),
    ];

    public static IReadOnlyList<ForeignKeyInfo> ForeignKeys(CatalogRows rows) =>
    [
        .. Grouped(rows, 4).Select(key => new ForeignKeyInfo
        {
            Schema = Text(key[0], Schema),
            Table = Text(key[0], Table),
            Name = Text(key[0], Name),
            Columns = [.. key.Select(row => Text(row, 3))],
            ReferencedSchema = Text(key[0], 5),
            ReferencedTable = Text(key[0], 6),
            ReferencedColumns = [.. key.Select(row => (string?)row[7])],
        }),
    ];

    public static IReadOnlyList<IndexInfo> Indexes(CatalogRows rows) =>
    [
        .. Grouped(rows, 5).Select(index => new IndexInfo
        {
            Schema = Text(index[0], Schema),
            Table = Text(index[0], Table),
            Name = Text(index[0], Name),
            IsUnique = rows.Flag(index[0], 3),
            Columns = [.. index.Select(row => (string?)row[4])],
        }),
    ];

    public static IReadOnlyList<TableStatistics> Statistics(CatalogRows rows) =>
    [
        .. rows.All.Select(row => new TableStatistics
        {
            Schema = Text(row, Schema),
            Table = Text(row, Table),
            RowEstimate = (long?)row[2],
            Bytes = (long?)row[3],
            IndexBytes = (long?)row[4],
        }),
    ];

    private static ColumnInfo Column(CatalogRows rows, object?[] row)
    {
        bool isNullable = rows.Flag(row, 5);
        var native = new NativeColumn
        {
            Name = Text(row, Name),
            // Object ids of PostgreSQL have 32 bits, of which the contract keeps all.
            TypeCode = unchecked((int)(long)row[7]!),
            TypeName = Text(row, 4),
            Precision = rows.Number(row, 8, 0, int.MaxValue),
            Scale = rows.Number(row, 9, int.MinValue, int.MaxValue),
            IsNullable = isNullable,
        };
        return new()
        {
            Schema = Text(row, Schema),
            Table = Text(row, Table),
            Name = native.Name,
            Position = Position(rows, row, 3),
            NativeType = native.TypeName,
            Type = rows.Map(native),
            IsNullable = isNullable,
            Default = (string?)row[6],
            IsGenerated = row[10] is null ? null : rows.Flag(row, 10),
        };
    }

    private static IEnumerable<object?[][]> Grouped(CatalogRows rows, int position) => rows.All
        .GroupBy(row => (Text(row, Schema), Text(row, Table), Text(row, Name)))
        .Select(group => group.OrderBy(row => Position(rows, row, position)).ToArray());

    private static string Text(object?[] row, int column) => (string)row[column]!;

    private static int Position(CatalogRows rows, object?[] row, int column) => rows.Number(row, column, 1, int.MaxValue);
}
