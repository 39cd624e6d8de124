using Quarry.Contracts;
using Quarry.Sdk.Conformance.Values;

namespace Quarry.Sdk.Conformance.Checks;

/// <summary>The catalog queries of the dialect.</summary>
internal static class CatalogChecks
{
    private const string Capability = nameof(DriverCapabilities.Catalog);
    private const string Key = "the key";
    private const string Reference = "ref";

    // As CatalogSet documents them.
    private static readonly Dictionary<CatalogSet, string> s_columns = new()
    {
        [CatalogSet.Schemas] = "schema_name",
        [CatalogSet.Tables] = "schema_name, table_name, table_kind",
        [CatalogSet.Columns] = "schema_name, table_name, column_name, position, type_name, is_nullable, default_sql, type_code, precision, scale",
        [CatalogSet.PrimaryKeys] = "schema_name, table_name, key_name, column_name, position",
        [CatalogSet.ForeignKeys] = "schema_name, table_name, key_name, column_name, position, referenced_schema, referenced_table, referenced_column",
        [CatalogSet.Indexes] = "schema_name, table_name, index_name, is_unique, column_name, position",
        [CatalogSet.Catalogs] = "catalog_name",
        [CatalogSet.Statistics] = "schema_name, table_name, row_estimate, bytes, index_bytes",
    };

    public static IEnumerable<ConformanceCheck> All =>
    [
        .. Enum.GetValues<CatalogSet>().Select(set => ConformanceCheck.Works(Capability, $"catalog.{Name(set)}",
            $"the set {set} has its columns and contains what was created", context => ContainsAsync(context, set))),
        ConformanceCheck.Works(Capability, "catalog.filter", "the query for one table returns that table only", FilterAsync),
        ConformanceCheck.Refuses(Capability, "catalog.refused", "the dialect has no catalog queries, or the server refuses them", RefusedAsync),
    ];

    private static async Task ContainsAsync(CheckContext context, CatalogSet set)
    {
        (ScratchTable parent, ScratchTable child) = await CreateAsync(context).ConfigureAwait(false);
        Rows all = await QueryAsync(context, set, null).ConfigureAwait(false);
        string names = string.Join(", ", all.Schema!.Columns.Select(column => column.Name));
        Ensure.That(names == s_columns[set] || (set == CatalogSet.Columns && names == s_columns[set] + ", is_generated"), $"The set {set} has the columns {names}; it must have {s_columns[set]}.");
        Ensure.That(all.Count > 0 || set == CatalogSet.Catalogs, $"The set {set} is empty, although tables with keys and an index were created.");
        switch (set)
        {
            case CatalogSet.Schemas:
                break;
            case CatalogSet.Tables:
                EnsureOnly(all, child, ["table"], row => [row[2]]);
                break;
            case CatalogSet.Columns:
                EnsureOnly(all, child, [$"{Key} 1 0", $"{Reference} 2 1"], row => [$"{row[2]} {Value.Integer(row[3])} {Value.Integer(row[5])}"]);
                Ensure.That(RowsOf(all, child).All(row => row[4] is string { Length: > 0 }), "A column's type_name is empty.");
                break;
            case CatalogSet.PrimaryKeys:
                EnsureOnly(all, child, [$"{Key} 1"], row => [$"{row[3]} {Value.Integer(row[4])}"]);
                break;
            case CatalogSet.ForeignKeys:
                EnsureOnly(all, child, [$"{Reference} 1 {parent.Name.Name} {Key}"], row => [$"{row[3]} {Value.Integer(row[4])} {row[6]} {row[7]}"]);
                break;
            case CatalogSet.Indexes:
                string index = IndexName(child);
                Ensure.That(RowsOf(all, child).Any(row => row[2] is string name && name == index && Value.Integer(row[3]) == 1 && row[4] is Reference && Value.Integer(row[5]) == 1),
                    $"The unique index {index} on column {Reference} is not among the indexes of its table.");
                break;
            case CatalogSet.Catalogs:
                string?[] catalogs = [.. Enumerable.Range(0, all.Count).Select(row => all[row][0] as string)];
                Ensure.That(!catalogs.Contains(null) && catalogs.Distinct().Count() == catalogs.Length, $"The catalogs [{string.Join("; ", catalogs)}] are not names of one each.");
                break;
            case CatalogSet.Statistics:
                EnsureOnly(all, child, ["estimates"], row => [Enumerable.Range(2, 3).All(i => row[i] is null || Value.Integer(row[i]) >= 0) ? "estimates" : "a negative number"]);
                break;
            default:
                throw new NotApplicableException($"the kit does not know the set {set}");
        }
    }

    private static async Task FilterAsync(CheckContext context)
    {
        (ScratchTable parent, ScratchTable child) = await CreateAsync(context).ConfigureAwait(false);
        foreach (CatalogSet set in (CatalogSet[])[CatalogSet.Tables, CatalogSet.Columns, CatalogSet.PrimaryKeys])
        {
            Rows rows = await QueryAsync(context, set, child.Name.Name).ConfigureAwait(false);
            Ensure.That(rows.Count > 0, $"The set {set} of one table is empty.");
            Ensure.That(RowsOf(rows, child).Count == rows.Count, $"The set {set} of one table contains other tables.");
            Ensure.That(RowsOf(rows, parent).Count == 0, $"The set {set} of one table contains its parent.");
        }
    }

    private static async Task RefusedAsync(CheckContext context)
    {
        foreach (CatalogSet set in Enum.GetValues<CatalogSet>().Where(set => context.Dialect.CatalogSql(set) is not null))
        {
            await Ensure.RefusesAsync($"the catalog set {set} without the capability", () => QueryAsync(context, set, null)).ConfigureAwait(false);
        }
    }

    private static async Task<Rows> QueryAsync(CheckContext context, CatalogSet set, string? table)
    {
        if (await context.Session.ReadCatalogAsync(set, null, table, context.Cancellation).ConfigureAwait(false) is { } reader)
        {
            await using (reader.ConfigureAwait(false))
            {
                return await Rows.ReadAsync(reader, context.Cancellation).ConfigureAwait(false);
            }
        }

        string sql = context.Dialect.CatalogSql(set) ?? throw new CheckFailedException($"Catalog is claimed, but the session's ReadCatalogAsync({set}) and the dialect's CatalogSql({set}) give null.");
        return await context.Main.QueryAsync(sql, TestSession.Utf8(null), TestSession.Utf8(table)).ConfigureAwait(false);
    }

    private static async Task<(ScratchTable Parent, ScratchTable Child)> CreateAsync(CheckContext context)
    {
        ScratchTable parent = context.Track(context.Fixture.NewTable(), new([]));
        await context.Main.QueryAsync(context.Fixture.CreateKeyedTable(parent.Name, Key, Reference, null)).ConfigureAwait(false);
        ScratchTable child = context.Track(context.Fixture.NewTable(), new([]));
        await context.Main.QueryAsync(context.Fixture.CreateKeyedTable(child.Name, Key, Reference, parent.Name)).ConfigureAwait(false);
        await context.Main.QueryAsync(context.Fixture.CreateUniqueIndex(IndexName(child), child.Name, Reference)).ConfigureAwait(false);
        return (parent, child);
    }

    private static string IndexName(ScratchTable table) => $"{table.Name.Name}_ix";

    private static string Name(CatalogSet set) => set switch
    {
        CatalogSet.PrimaryKeys => "primary-keys",
        CatalogSet.ForeignKeys => "foreign-keys",
        _ => set.ToString().ToLowerInvariant(),
    };

    private static void EnsureOnly(Rows all, ScratchTable table, string[] expected, Func<object?[], object?[]> select)
    {
        string[] found = [.. RowsOf(all, table).SelectMany(select).Select(value => value?.ToString() ?? "NULL").Order(StringComparer.Ordinal)];
        Ensure.That(found.SequenceEqual(expected.Order(StringComparer.Ordinal)), $"For the table that was created the catalog says [{string.Join("; ", found)}], not [{string.Join("; ", expected)}].");
    }

    private static List<object?[]> RowsOf(Rows rows, ScratchTable table)
        => [.. Enumerable.Range(0, rows.Count).Select(row => rows[row]).Where(row => row[1] is string name && name == table.Name.Name)];
}
