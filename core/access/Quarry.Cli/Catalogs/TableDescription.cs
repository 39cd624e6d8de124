using Quarry.Engine;

namespace Quarry.Cli.Catalogs;

/// <summary>What a database knows of one table.</summary>
internal sealed record TableDescription
{
    public required SizedTable Table { get; init; }
    public required IReadOnlyList<ColumnInfo> Columns { get; init; }
    public required PrimaryKeyInfo? PrimaryKey { get; init; }
    public required IReadOnlyList<ForeignKeyInfo> ForeignKeys { get; init; }
    public required IReadOnlyList<IndexInfo> Indexes { get; init; }

    public static async Task<TableDescription> ReadAsync(SourceMetadata metadata, TableInfo table, CancellationToken cancellationToken)
    {
        (string schema, string name) = (table.Schema, table.Name);
        return new()
        {
            Table = SizedTable.Join([table], await metadata.GetStatisticsAsync(schema, name, cancellationToken))[0],
            Columns = await metadata.GetColumnsAsync(schema, name, cancellationToken),
            PrimaryKey = await metadata.GetPrimaryKeysAsync(schema, name, cancellationToken) is [PrimaryKeyInfo key, ..] ? key : null,
            ForeignKeys = await metadata.GetForeignKeysAsync(schema, name, cancellationToken),
            Indexes = await metadata.GetIndexesAsync(schema, name, cancellationToken),
        };
    }
}
