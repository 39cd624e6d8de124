using Quarry.Contracts;
using Quarry.Engine.Calls;
using Quarry.Engine.Execution;
using Quarry.Engine.Sessions;

namespace Quarry.Engine.Metadata;

/// <summary>Asks the driver's own query for a set of metadata, on a session of the source.</summary>
internal sealed class CatalogReader(SourceParts parts)
{
    public bool IsClosed => parts.Closing.IsCancellationRequested;

    public async Task<T> ReadAsync<T>(CatalogSet set, string? schema, string? table, Func<CatalogRows, T> assemble, CancellationToken cancellationToken)
        => await SessionUse.RunAsync(
            parts,
            null,
            async (session, cancellation) => assemble(await ReadAsync(session, set, schema, table, cancellation).ConfigureAwait(false)),
            cancellationToken).ConfigureAwait(false);

    /// <summary>Reads a set on a session that the caller has.</summary>
    public ValueTask<CatalogRows> ReadAsync(SourceSession session, CatalogSet set, string? schema, string? table, CallCancellation cancellation)
        => ReadAsync(session, set, () => Sql(session, set), schema, table, cancellation);

    /// <summary>Finds the table that a name means to a session that the caller has.</summary>
    /// <param name="session">The session.</param>
    /// <param name="sql">The dialect's query.</param>
    /// <param name="schema">The schema, or null for a name without one.</param>
    /// <param name="table">The table.</param>
    /// <param name="cancellation">What can end it.</param>
    public ValueTask<CatalogRows> FindAsync(SourceSession session, string sql, string? schema, string table, CallCancellation cancellation)
        => ReadAsync(session, CatalogSet.Tables, sql, schema, table, cancellation, null);

    // A driver that has other means is asked first; most have a query.
    private async ValueTask<CatalogRows> ReadAsync(
        SourceSession session, CatalogSet set, Func<string> sql, string? schema, string? table, CallCancellation cancellation)
    {
        ResultReader? reader = !session.Capabilities.Catalog.IsSupported ? null : await parts.Calls.RunAsync(session.DriverId, cancellation,
            token => session.Session.ReadCatalogAsync(set, schema, table, token),
            static late => late?.DisposeAsync() ?? default).ConfigureAwait(false);
        return await ReadAsync(session, set, reader is null ? sql() : "", schema, table, cancellation, reader).ConfigureAwait(false);
    }

    private async ValueTask<CatalogRows> ReadAsync(
        SourceSession session, CatalogSet set, string sql, string? schema, string? table, CallCancellation cancellation, ResultReader? reader)
    {
        var rows = new CatalogRows(session.DriverId, set, column => parts.Calls.Run(session.DriverId, () => session.Driver.Types.Map(column, ReadOptions.Default)));
        if (reader is null)
        {
            Parameter[] parameters = [Name(schema), Name(table)];
            var plan = new QueryPlan { Sql = sql, Kind = StatementKind.Select, ParameterCount = parameters.Length };
            reader = await parts.Calls.RunAsync(session.DriverId, cancellation,
                token => session.Session.ExecuteAsync(plan, parameters, token),
                static late => late.DisposeAsync()).ConfigureAwait(false);
        }

        return await ReaderUse.RunAsync(
            parts,
            session,
            reader,
            async open =>
            {
                rows.Check(parts.Calls.Run(session.DriverId, () => open.Schema));
                while (await parts.Calls.ReadAsync(session.DriverId, cancellation, open.ReadAsync).ConfigureAwait(false) is { } batch)
                {
                    using (batch)
                    {
                        rows.Add(batch);
                    }
                }

                return rows;
            }).ConfigureAwait(false);
    }

    private string Sql(SourceSession session, CatalogSet set)
    {
        Capability capability = session.Capabilities.Catalog;
        string? sql = capability.IsSupported ? parts.Calls.Run(session.DriverId, () => session.Driver.Dialect.CatalogSql(set)) : null;
        return sql ?? throw new QuarryException(ErrorKind.User, ErrorCodes.NotOffered,
            $"{session.Server.Product} does not offer {What(set)} through driver \"{session.DriverId}\" "
            + (capability.IsSupported ? $"(its dialect has no query for the set {set}). Read the database's own catalog by a query."
                : $"(capability {nameof(DriverCapabilities.Catalog)}): {capability.Reason}. Read the database's own catalog by a query."));
    }

    private static string What(CatalogSet set) => set switch
    {
        CatalogSet.PrimaryKeys => "primary keys",
        CatalogSet.ForeignKeys => "foreign keys",
        _ => set.ToString().ToLowerInvariant(),
    } + " as metadata";

    private static Parameter Name(string? name) => new(LogicalType.Utf8, name);
}
