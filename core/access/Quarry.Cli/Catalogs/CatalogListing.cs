using Quarry.Contracts;
using Quarry.Engine;

namespace Quarry.Cli.Catalogs;

/// <summary>What a database holds.</summary>
internal sealed record CatalogListing
{
    public required string Target { get; init; }
    public required IReadOnlyList<string> Catalogs { get; init; }
    public required IReadOnlyList<string> Schemas { get; init; }
    public required IReadOnlyList<SizedTable> Tables { get; init; }

    public static async Task<CatalogListing> ReadAsync(Source source, string? schema, CancellationToken cancellationToken)
    {
        SourceMetadata metadata = source.Metadata;
        IReadOnlyList<string> all = await metadata.GetSchemasAsync(cancellationToken);
        IReadOnlyList<TableInfo> tables = await metadata.GetTablesAsync(schema, null, cancellationToken);
        // The database's own schemas are not among all, but have tables.
        string[] chosen = [.. all.Concat(tables.Select(table => table.Schema)).Distinct().Where(name => schema is null || string.Equals(name, schema, StringComparison.OrdinalIgnoreCase))];
        if (schema is not null && chosen.Length == 0)
        {
            throw new QuarryException(ErrorKind.User, ErrorCodes.UnknownSchema, $"There is no schema \"{schema}\"; there are {string.Join(", ", all)}.");
        }

        return new()
        {
            Target = source.Target.ToString(),
            Catalogs = await metadata.GetCatalogsAsync(cancellationToken),
            Schemas = chosen,
            Tables = SizedTable.Join(tables, await metadata.GetStatisticsAsync(schema, null, cancellationToken)),
        };
    }
}
