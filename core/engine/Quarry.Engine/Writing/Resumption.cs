using System.Globalization;
using Quarry.Contracts;
using Quarry.Engine.Execution;
using Quarry.Engine.Planning;

namespace Quarry.Engine.Writing;

/// <summary>Finds out where a copy stopped, and reads on from there.</summary>
internal static class Resumption
{
    public static async ValueTask<ResumedSource> BeginAsync(
        Source source, SourceParts parts, SourceParts target, ResumeRequest request, QueryOptions options, CancellationToken cancellationToken)
    {
        KeyedQuery query = await SessionUse.RunAsync(
            parts,
            options.Timeout,
            (session, _) =>
            {
                PlannedQuery planned = parts.Planner.Plan(QueryRequest.Of(request.Sql, request.Parameters, options), session);
                return new ValueTask<KeyedQuery>(parts.Calls.Run(session.DriverId, () => KeyedQuery.Of(planned, session.Driver.Dialect, request.Key)));
            },
            cancellationToken).ConfigureAwait(false);
        Schema schema = await SchemaAsync(source.QueryAsync(query.Nulls, query.Parameters, options, cancellationToken), request.Key).ConfigureAwait(false);
        (KeyValue? last, long present) = await PresentAsync(request, target, options, cancellationToken).ConfigureAwait(false);
        if (last is null)
        {
            return present == 0
                ? new(source.QueryAsync(query.All, query.Parameters, options, cancellationToken), request.Key, null, 0)
                : throw ResumeErrors.Differs(request.Table, request.Key, null, present, null);
        }

        if (KeyColumn.Order(schema.Columns[0].Type) is { } order && order != KeyColumn.Order(last.Type))
        {
            throw ResumeErrors.Key(request.Key, $"it is of type {schema.Columns[0].Type} in the query and {last.Type} in the table");
        }

        Parameter[] after = [.. query.Parameters, last.ToParameter()];
        long expected = await CountAsync(source.QueryAsync(query.CountUpTo, after, options, cancellationToken)).ConfigureAwait(false);
        return expected == present
            ? new(source.QueryAsync(query.After, after, options, cancellationToken), request.Key, last, present)
            : throw ResumeErrors.Differs(request.Table, request.Key, last.Text, present, expected);
    }

    /// <summary>The last key of the table, and how many rows it holds; none if it does not exist.</summary>
    private static async ValueTask<(KeyValue? Last, long Rows)> PresentAsync(ResumeRequest request, SourceParts target, QueryOptions options, CancellationToken cancellationToken)
    {
        (string Last, string Count)? sql = await SessionUse.RunAsync<(string, string)?>(
            target,
            options.Timeout,
            async (session, cancellation) =>
            {
                FoundTable? found = await TableLookup.FindAsync(target, session, request.Table, cancellation).ConfigureAwait(false);
                if (found is { Exists: false })
                {
                    return null;
                }

                return target.Calls.Run(session.DriverId, () =>
                {
                    Dialect dialect = session.Driver.Dialect;
                    (string table, string key) = (dialect.QuoteTable(request.Table), dialect.QuoteIdentifier(request.Key));
                    // Not max(), of which some databases do not tell the type.
                    string last = $"SELECT {key} FROM {table} WHERE {key} IS NOT NULL ORDER BY {key} DESC";
                    return (dialect.Limit(last, 1) ?? last, $"SELECT count(*) FROM {table}");
                });
            },
            cancellationToken).ConfigureAwait(false);
        if (sql is not { } known)
        {
            return (null, 0);
        }

        long rows = await CountAsync(request.Target.QueryAsync(known.Count, null, options, cancellationToken)).ConfigureAwait(false);
        BatchStream stream = request.Target.QueryAsync(known.Last, null, options, cancellationToken);
        await using (((IAsyncDisposable)stream).ConfigureAwait(false))
        {
            await foreach (ColumnBatch batch in stream.ReadResultAsync().ConfigureAwait(false))
            {
                if (batch.Rows > 0)
                {
                    return (KeyColumn.Order(batch[0].Type) is null ? throw ResumeErrors.Key(request.Key, $"it is of type {batch[0].Type} in the table") : KeyColumn.Value(batch[0], 0), rows);
                }
            }
        }

        return (null, rows);
    }

    /// <returns>The key's column.</returns>
    private static async ValueTask<Schema> SchemaAsync(BatchStream nulls, string key)
    {
        await using (((IAsyncDisposable)nulls).ConfigureAwait(false))
        {
            Schema schema = (await nulls.GetSchemaAsync(CancellationToken.None).ConfigureAwait(false))!;
            if (KeyColumn.Order(schema.Columns[0].Type) is null)
            {
                throw ResumeErrors.Key(key, $"it is of type {schema.Columns[0].Type} in the query");
            }

            await foreach (ColumnBatch batch in nulls.ReadResultAsync().ConfigureAwait(false))
            {
                if (batch.Rows > 0)
                {
                    throw ResumeErrors.Null(key);
                }
            }

            return schema;
        }
    }

    private static async ValueTask<long> CountAsync(BatchStream stream)
    {
        long rows = 0;
        await foreach (ColumnBatch batch in stream.ConfigureAwait(false))
        {
            rows = Convert.ToInt64(batch[0].GetValue(0), CultureInfo.InvariantCulture);
        }

        return rows;
    }
}
