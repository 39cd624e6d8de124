using Quarry.Contracts;

namespace Quarry.Odbc.Sessions;

internal sealed partial class OdbcSession
{
    public override async ValueTask<PartitionSet> PartitionAsync(PartitionRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentOutOfRangeException.ThrowIfLessThan(request.Count, 1, nameof(request));
        ThrowIfBusy();
        if (!_capabilities.Partitions.IsSupported)
        {
            throw Errors.OdbcErrors.NotOffered("partitions", _capabilities.Partitions);
        }

        ThrowIfNotBegun();
        string snapshot = _dialect.SnapshotSql is { } sql ? await ValueAsync(sql, cancellationToken).ConfigureAwait(false) : "";
        return _dialect.Partition(request, snapshot) ?? throw Errors.OdbcErrors.NotSplittable(request.Key.Length > 0);
    }

    private async ValueTask<string> ValueAsync(string sql, CancellationToken cancellationToken)
    {
        var plan = new QueryPlan { Sql = sql, Kind = StatementKind.Select };
        ResultReader reader = await ExecuteAsync(plan, [], cancellationToken).ConfigureAwait(false);
        await using (reader.ConfigureAwait(false))
        {
            using ColumnBatch? batch = await reader.ReadAsync(cancellationToken).ConfigureAwait(false);
            return Convert.ToString(batch![0].GetValue(0), System.Globalization.CultureInfo.InvariantCulture)!;
        }
    }
}
