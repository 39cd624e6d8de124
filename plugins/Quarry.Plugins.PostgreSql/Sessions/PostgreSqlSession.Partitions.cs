using Quarry.Contracts;
using Quarry.Plugins.PostgreSql.Partitions;

namespace Quarry.Plugins.PostgreSql.Sessions;

internal sealed partial class PostgreSqlSession
{
    // What LOCK TABLE says of materialized views, foreign tables and sequences.
    private const string WrongObjectType = "42809";

    public override async ValueTask<string> ExportSnapshotAsync(CancellationToken cancellationToken)
    {
        ThrowIfBusy();
        return await RunOnceAsync(
            () =>
            {
                ThrowIfNotBegun();
                return Link.Command("SELECT pg_export_snapshot()")[0]!;
            },
            cancellationToken).ConfigureAwait(false);
    }

    public override async ValueTask<PartitionSet> PartitionAsync(PartitionRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentOutOfRangeException.ThrowIfLessThan(request.Count, 1, nameof(request));
        ThrowIfBusy();
        string? table = request.Table is { } name ? _dialect.QuoteTable(name) : request.Key.Length == 0 ? PlainQuery.Table(request.Sql) : null;
        if (table is not null)
        {
            // Before the snapshot: TRUNCATE and what rewrites the table are seen by all snapshots, and would come between.
            try
            {
                await CommandAsync(TablePages.Lock(table), cancellationToken).ConfigureAwait(false);
            }
            catch (QuarryException error) when (error.SqlState == WrongObjectType)
            {
                throw TablePages.NotPlain(table);
            }
        }

        string snapshot = await ExportSnapshotAsync(cancellationToken).ConfigureAwait(false);
        return (request.Key, table) switch
        {
            ("", { } whole) => TablePages.Split(await CommandAsync(TablePages.Facts(whole), cancellationToken).ConfigureAwait(false), whole, request.Count, snapshot),
            ("", null) => throw Errors.PgErrors.NotSplittable(
                "A query other than SELECT * FROM a table", "nothing tells which of its rows belong together", "Name a column of its result as the key, one that is spread evenly."),
            (_, { } keyed) => await ByKeyAsync(request with { Sql = $"SELECT * FROM {keyed}" }, snapshot, cancellationToken).ConfigureAwait(false),
            _ => await ByKeyAsync(request, snapshot, cancellationToken).ConfigureAwait(false),
        };
    }

    private async ValueTask<PartitionSet> ByKeyAsync(PartitionRequest request, string snapshot, CancellationToken cancellationToken)
    {
        var split = new KeySplit(request, _dialect);
        ResultReader probe = await ExecuteAsync(Plan(split.Probe, request), request.Parameters, cancellationToken).ConfigureAwait(false);
        await using (probe.ConfigureAwait(false))
        {
            split.KeyType = probe.Schema?.Columns[0].Type;
            await probe.ReadAsync(cancellationToken).ConfigureAwait(false);
        }

        var bounds = new List<string>();
        if (split.Bounds is { } sql)
        {
            ResultReader reader = await ExecuteAsync(Plan(sql, request), request.Parameters, cancellationToken).ConfigureAwait(false);
            await using (reader.ConfigureAwait(false))
            {
                while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false) is { } batch)
                {
                    using (batch)
                    {
                        bounds.AddRange(Enumerable.Range(0, batch.Rows).Select(row => batch[0].GetString(row)));
                    }
                }
            }
        }

        return split.Split([.. bounds.Distinct(StringComparer.Ordinal)], snapshot);
    }

    private static QueryPlan Plan(string sql, PartitionRequest request) => new() { Sql = sql, Kind = StatementKind.Select, ParameterCount = request.Parameters.Count };

    private async ValueTask<IReadOnlyList<string?>> CommandAsync(string sql, CancellationToken cancellationToken)
        => await RunOnceAsync(
            () =>
            {
                ThrowIfNotBegun();
                return Link.Command(sql);
            },
            cancellationToken).ConfigureAwait(false);
}
