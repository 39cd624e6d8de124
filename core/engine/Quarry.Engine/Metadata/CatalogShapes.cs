using Quarry.Contracts;

namespace Quarry.Engine.Metadata;

/// <summary>The columns of each set, as <see cref="CatalogSet"/> states them.</summary>
internal static class CatalogShapes
{
    private static readonly CatalogColumn s_schema = new("schema_name");
    private static readonly CatalogColumn s_table = new("table_name");
    private static readonly CatalogColumn s_key = new("key_name");
    private static readonly CatalogColumn s_column = new("column_name");
    private static readonly CatalogColumn s_position = new("position", IsNumber: true);

    public static IReadOnlyList<CatalogColumn> Of(CatalogSet set) => set switch
    {
        CatalogSet.Catalogs => [new("catalog_name")],
        CatalogSet.Schemas => [s_schema],
        CatalogSet.Tables => [s_schema, s_table, new("table_kind")],
        CatalogSet.Columns =>
        [
            s_schema, s_table, s_column, s_position, new("type_name"), new("is_nullable", IsNumber: true), new("default_sql", IsOptional: true),
            new("type_code", IsNumber: true), new("precision", IsNumber: true), new("scale", IsNumber: true),
            new("is_generated", IsNumber: true, IsOptional: true, IsLater: true),
        ],
        CatalogSet.PrimaryKeys => [s_schema, s_table, s_key, s_column, s_position],
        CatalogSet.ForeignKeys =>
        [
            s_schema, s_table, s_key, s_column, s_position, new("referenced_schema"), new("referenced_table"), new("referenced_column", IsOptional: true),
        ],
        CatalogSet.Indexes => [s_schema, s_table, new("index_name"), new("is_unique", IsNumber: true), s_column with { IsOptional = true }, s_position],
        _ => [s_schema, s_table, Estimate("row_estimate"), Estimate("bytes"), Estimate("index_bytes")],
    };

    private static CatalogColumn Estimate(string name) => new(name, IsNumber: true, IsOptional: true);
}
