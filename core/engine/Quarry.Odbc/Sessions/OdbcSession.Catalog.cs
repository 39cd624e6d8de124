using Quarry.Contracts;
using Quarry.Odbc.Catalog;
using Quarry.Odbc.Generic;

namespace Quarry.Odbc.Sessions;

internal sealed partial class OdbcSession
{
    public override async ValueTask<ResultReader?> ReadCatalogAsync(CatalogSet set, string? schema, string? table, CancellationToken cancellationToken)
    {
        if (_dialect.CatalogSql(set) is not null)
        {
            return null;
        }

        ThrowIfBusy();
        return await RunOnceAsync(
            _ => new CatalogResult(set, new CatalogSets(new(Connection.Handle, Settings.Utf8Text), Facts).Read(set, schema, table), Memory),
            cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The server with the names of its types: for each SQL type code the type that holds the longest values.</summary>
    public Task<ServerInfo> DescribeTypesAsync(CancellationToken cancellationToken) => RunOnceAsync(
        _ =>
        {
            var facts = new Dictionary<string, string>(Server.Facts, StringComparer.Ordinal);
            // TYPE_NAME, DATA_TYPE, COLUMN_SIZE.
            foreach (string?[] type in new CatalogFunction(Connection.Handle, Settings.Utf8Text).Types(1, 2, 3).OrderBy(type => long.TryParse(type[2], out long size) ? size : 0))
            {
                facts[GenericTypeMap.TypeFact + type[1]] = type[0] ?? "";
            }

            return Server with { Facts = facts };
        },
        cancellationToken);
}
