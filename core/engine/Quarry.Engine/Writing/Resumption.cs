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
        if (await FirstAsync(source.QueryAsync(query.Nulls, query.Parameters, options, cancellationToken)).ConfigureAwait(false) is not null)
        {
            throw ResumeErrors.Null(request.Key);
        }

        KeyValue? first = Known(await FirstAsync(source.QueryAsync(query.First, query.Parameters, options, cancellationToken)).ConfigureAwait(false), request.Key, "query", options);
        ResumePoint point = await PointAsync(request, target, options with { Read = ReadOptions.Default }, cancellationToken).ConfigureAwait(false);
        if (point.Last is not { } last)
        {
            return point.Rows == 0 ? new(source.QueryAsync(query.All, query.Parameters, options, cancellationToken), point) : throw ResumeErrors.Differs(point, null);
        }

        if (first is not null && KeyColumn.Order(first.Type) != KeyColumn.Order(last.Type))
        {
            throw ResumeErrors.Key(request.Key, $"it is of type {first.Type} in the query and {last.Type} in the table");
        }

        Parameter[] after = [.. query.Parameters, last.ToParameter()];
        long expected = await CountAsync(source.QueryAsync(query.CountUpTo, after, options, cancellationToken)).ConfigureAwait(false);
        return expected == point.Rows ? new(source.QueryAsync(query.After, after, options, cancellationToken), point) : throw ResumeErrors.Differs(point, expected);
    }

    /// <summary>The last key of the table, and how many rows it holds; none if it does not exist.</summary>
    private static async ValueTask<ResumePoint> PointAsync(ResumeRequest request, SourceParts target, QueryOptions options, CancellationToken cancellationToken)
    {
        (bool exists, string last, string count) = await SessionUse.RunAsync(
            target,
            options.Timeout,
            async (session, cancellation) =>
            {
                FoundTable? found = await TableLookup.FindAsync(target, session, request.Table, cancellation).ConfigureAwait(false);
                return target.Calls.Run(session.DriverId, () =>
                {
                    Dialect dialect = session.Driver.Dialect;
                    string from = $"FROM {dialect.QuoteTable(request.Table)} t";
                    string key = "t." + dialect.QuoteIdentifier(request.Key);
                    // Not max(), of which some databases do not tell the type.
                    string last = $"SELECT {key} {from} WHERE {key} IS NOT NULL ORDER BY {key} DESC";
                    return (found is not { Exists: false }, dialect.Limit(last, 1) ?? last, $"SELECT count(*) {from}");
                });
            },
            cancellationToken).ConfigureAwait(false);
        ValueTask<long> RowsAsync(CancellationToken token) => CountAsync(request.Target.QueryAsync(count, null, options, token));
        if (!exists)
        {
            return new(request.Table, request.Key, null, 0, RowsAsync);
        }

        KeyValue? value = Known(await FirstAsync(request.Target.QueryAsync(last, null, options, cancellationToken)).ConfigureAwait(false), request.Key, "table", options);
        return new(request.Table, request.Key, value, await RowsAsync(cancellationToken).ConfigureAwait(false), RowsAsync);
    }

    /// <returns>The first value, or null if there is no row.</returns>
    private static async ValueTask<KeyValue?> FirstAsync(BatchStream stream)
    {
        await using (((IAsyncDisposable)stream).ConfigureAwait(false))
        {
            await foreach (ColumnBatch batch in stream.ReadResultAsync().ConfigureAwait(false))
            {
                if (batch.Rows > 0)
                {
                    return KeyColumn.Value(batch[0], 0);
                }
            }
        }

        return null;
    }

    /// <summary>Refuses a value whose type databases sort differently.</summary>
    private static KeyValue? Known(KeyValue? value, string key, string where, QueryOptions options)
        => value is null || KeyColumn.Order(value.Type) is not null
            ? value
            : throw ResumeErrors.Key(key, $"it is of type {value.Type} in the {where}{(options.Read.MismatchAsText ? ", as which it may be read because values that contradict their type are asked for as text" : "")}");

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
