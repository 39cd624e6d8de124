using Quarry.Contracts;
using Quarry.Engine.Calls;
using Quarry.Engine.Execution;
using Quarry.Engine.Metadata;
using Quarry.Engine.Sessions;

namespace Quarry.Engine.Writing;

/// <summary>Asks the catalog for a table, on the session that is going to write to it.</summary>
internal static class TableLookup
{
    private const int SchemaName = 0, Name = 1;

    /// <returns>What the catalog says, or null if it cannot be asked what this name means.</returns>
    public static async ValueTask<FoundTable?> FindAsync(SourceParts parts, SourceSession session, TableName table, CallCancellation cancellation)
    {
        // A catalog tells of the session's database only.
        if (!session.Capabilities.Catalog.IsSupported || table.Catalog.Length > 0)
        {
            return null;
        }

        var reader = new CatalogReader(parts);
        string? schema = table.Schema.Length > 0 ? table.Schema : null;
        string? sql = parts.Calls.Run(session.DriverId, () => session.Driver.Dialect.FindTableSql);
        if (sql is null && schema is null)
        {
            return null;
        }

        CatalogRows tables = sql is null
            ? await reader.ReadAsync(session, CatalogSet.Tables, schema, table.Name, cancellation).ConfigureAwait(false)
            : await reader.FindAsync(session, sql, schema, table.Name, cancellation).ConfigureAwait(false);
        if (tables.All.Count == 0)
        {
            return FoundTable.None;
        }

        object?[] found = tables.All[0];
        CatalogRows columns = await reader.ReadAsync(session, CatalogSet.Columns, (string)found[SchemaName]!, (string)found[Name]!, cancellation).ConfigureAwait(false);
        return new() { Exists = true, Columns = CatalogResults.Columns(columns) };
    }
}
