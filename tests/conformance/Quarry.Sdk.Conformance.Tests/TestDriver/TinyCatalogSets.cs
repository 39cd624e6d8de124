using Quarry.Contracts;

namespace Quarry.Sdk.Conformance.Tests.TestDriver;

/// <summary>The catalog of the test driver.</summary>
internal static class TinyCatalogSets
{
    private const string SchemaName = "main";

    public static TinyResult Read(CatalogSet set, IReadOnlyList<TinyTable> tables, TinySettings settings) => set switch
    {
        CatalogSet.Schemas => Result([[SchemaName]], "schema_name"),
        CatalogSet.Tables => Result(tables.Select(table => (object?[])[SchemaName, table.Name, "table"]), "schema_name", "table_name", "table_kind"),
        CatalogSet.Columns => Result(
            tables.SelectMany(table => table.Columns.Select((column, i) => (object?[])[SchemaName, table.Name, column.Name, i + 1L, column.Type.ToString(), column.IsNullable ? 1L : 0L, null, 0L, 0L, 0L])),
            "schema_name", "table_name", "column_name", "position#", "type_name", "is_nullable#", "default_sql", "type_code#", "precision#", "scale#"),
        CatalogSet.PrimaryKeys => Result(
            tables.SelectMany(table => table.Key.Select((column, i) => (object?[])[SchemaName, table.Name, "pk", column, i + 1L])),
            "schema_name", "table_name", "key_name", "column_name", "position#"),
        CatalogSet.ForeignKeys => Result(
            tables.SelectMany(table => table.ForeignKeys.Select(key => (object?[])[SchemaName, table.Name, "fk", key.Column, 1L, SchemaName, key.Table, key.Referenced])),
            "schema_name", "table_name", "key_name", "column_name", "position#", "referenced_schema", "referenced_table", "referenced_column"),
        CatalogSet.Catalogs => Result([], "catalog_name"),
        CatalogSet.Statistics => Result(tables.Select(table => (object?[])[SchemaName, table.Name, null, null, null]), "schema_name", "table_name", "row_estimate#", "bytes#", "index_bytes#"),
        _ => Result(
            settings.Has(Fault.CatalogWithoutIndexes) ? [] : tables.SelectMany(table => table.Indexes.Select(index => (object?[])[SchemaName, table.Name, index.Name, 1L, index.Column, 1L])),
            "schema_name", "table_name", "index_name", "is_unique#", "column_name", "position#"),
    };

    // A trailing # marks a column of integers.
    private static TinyResult Result(IEnumerable<object?[]> rows, params string[] columns)
        => new(new([.. columns.Select(name => new ColumnSchema { Name = name.TrimEnd('#'), Type = name.EndsWith('#') ? LogicalType.Int64 : LogicalType.Utf8 })]), rows, -1);
}
