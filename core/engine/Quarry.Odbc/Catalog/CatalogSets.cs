using System.Globalization;
using Quarry.Contracts;
using Quarry.Odbc.Connecting;

namespace Quarry.Odbc.Catalog;

/// <summary>The sets of metadata by ODBC's catalog functions, for databases whose own queries nobody knows. On the session's thread only.</summary>
/// <remarks>Where statements have catalogs and no schemas (MySQL and its kin), a catalog takes the schema's place. Source of the columns' numbers:
/// https://learn.microsoft.com/sql/odbc/reference/develop-app/catalog-functions-in-odbc and the page of each function.</remarks>
internal sealed class CatalogSets(CatalogFunction functions, OdbcFacts facts)
{
    private const string All = "%";
    // SQL_TABLE_STAT: a row of SQLStatistics about the table itself.
    private const string TableStatistics = "0";

    private readonly bool _byCatalog = !facts.Schemas && facts.Catalogs;

    /// <summary>The rows of a set, with its columns in order.</summary>
    public List<object?[]> Read(CatalogSet set, string? schema, string? table) => set switch
    {
        CatalogSet.Catalogs => _byCatalog || !facts.Catalogs ? [] : [.. functions.Tables(All, "", "", null, 1).Select(row => (object?[])[row[0]])],
        CatalogSet.Schemas => [.. Schemas().Where(name => schema is null || name == schema).Select(name => (object?[])[name])],
        CatalogSet.Tables => [.. Tables(schema, table).Select(found => (object?[])[found.Schema, found.Name, found.Kind])],
        CatalogSet.Columns => [.. Tables(schema, table).SelectMany(Columns)],
        CatalogSet.PrimaryKeys => [.. Real(schema, table).SelectMany(PrimaryKeys)],
        CatalogSet.ForeignKeys => [.. Real(schema, table).SelectMany(ForeignKeys)],
        CatalogSet.Indexes => [.. Real(schema, table).SelectMany(Indexes)],
        _ => [.. Real(schema, table).Select(Statistics)],
    };

    private IEnumerable<string> Schemas() => (_byCatalog ? functions.Tables(All, "", "", null, 1) : functions.Tables("", All, "", null, 2))
        .Select(row => row[0]).OfType<string>().Distinct().DefaultIfEmpty("");

    private IEnumerable<Found> Real(string? schema, string? table) => Tables(schema, table).Where(found => found.Kind == "table");

    private List<Found> Tables(string? schema, string? table)
    {
        string? catalog = _byCatalog ? schema : null;
        string? pattern = _byCatalog || schema is null ? null : Escaped(schema);
        return
        [
            .. functions.Tables(catalog, pattern, table is null ? All : Escaped(table), null, 1, 2, 3, 4)
                .Select(row => new Found(row[0], row[1], (_byCatalog ? row[0] : row[1]) ?? "", row[2] ?? "", Kind(row[3])))
                // Not every driver honours an escape.
                .Where(found => (table is null || found.Name == table) && (schema is null || found.Schema == schema)),
        ];
    }

    private static string Kind(string? kind) => kind is null ? "table" : kind.ToLowerInvariant() switch
    {
        "base table" or "table" => "table",
        var other => other,
    };

    private IEnumerable<object?[]> Columns(Found table)
        => functions.Columns(table.CatalogName, table.SchemaName is null ? null : Escaped(table.SchemaName), Escaped(table.Name), 3, 4, 5, 6, 7, 9, 11, 13, 17)
            .Where(row => row[0] == table.Name)
            .Select(row => (object?[])
            [
                table.Schema, table.Name, row[1], Number(row[8]), row[3] ?? "", row[6] == "0" ? 0L : 1L, row[7], Number(row[2]),
                Number(row[2]) is 2 or 3 ? Number(row[4]) : 0L, Number(row[2]) is 2 or 3 or 92 or 93 ? Number(row[5]) : 0L,
            ]);

    private IEnumerable<object?[]> PrimaryKeys(Found table)
        => functions.PrimaryKeys(table.CatalogName, table.SchemaName, table.Name, 4, 5, 6).OrderBy(row => Number(row[1]))
            .Select(row => (object?[])[table.Schema, table.Name, row[2] ?? "", row[0], Number(row[1])]);

    private IEnumerable<object?[]> ForeignKeys(Found table)
        => functions.ForeignKeys(table.CatalogName, table.SchemaName, table.Name, 1, 2, 3, 4, 8, 9, 12)
            .Select(row => (object?[])[table.Schema, table.Name, row[6] ?? "", row[4], Number(row[5]), (_byCatalog ? row[0] : row[1]) ?? "", row[2], row[3]]);

    private IEnumerable<object?[]> Indexes(Found table)
        => functions.Statistics(table.CatalogName, table.SchemaName, table.Name, 4, 6, 7, 8, 9).Where(row => row[2] != TableStatistics)
            .Select(row => (object?[])[table.Schema, table.Name, row[1] ?? "", row[0] == "0" ? 1L : 0L, row[4], Number(row[3])]);

    private object?[] Statistics(Found table)
    {
        string?[]? rows = functions.Statistics(table.CatalogName, table.SchemaName, table.Name, 7, 11).Find(row => row[0] == TableStatistics);
        return [table.Schema, table.Name, rows?[1] is { } count ? Number(count) : null, null, null];
    }

    private string Escaped(string name) => facts.PatternEscape.Length == 0 ? name
        : string.Concat(name.Select(c => c is '%' or '_' || facts.PatternEscape.Contains(c, StringComparison.Ordinal) ? facts.PatternEscape + c : c.ToString()));

    private static long Number(string? text) => long.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out long number) ? number : 0;

    private sealed record Found(string? CatalogName, string? SchemaName, string Schema, string Name, string Kind);
}
