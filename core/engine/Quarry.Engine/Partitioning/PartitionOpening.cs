using Quarry.Contracts;
using Quarry.Engine.Execution;
using Quarry.Engine.Transactions;

namespace Quarry.Engine.Partitioning;

/// <summary>Opens parts: a transaction on the snapshot, and in it the part's query.</summary>
internal static class PartitionOpening
{
    /// <summary>Opens all parts and lets the snapshot go once each has begun.</summary>
    public static async ValueTask<PartitionedRead> OpenAllAsync(SourceParts parts, PartitionExporter exporter, QueryOptions options, CancellationToken cancellationToken)
    {
        var group = new PartitionGroup(cancellationToken);
        // All at once: a server may send nothing before the first rows of a part were found.
        Task<PartitionStream?>[] opening = [.. exporter.Plan.Partitions.Select(partition => TryOpenAsync(parts, group, partition, exporter.Snapshot, exporter.Parameters, options))];
        PartitionStream?[] streams = await Task.WhenAll(opening).ConfigureAwait(false);
        await exporter.Transaction.DisposeAsync().ConfigureAwait(false);
        var read = new PartitionedRead(exporter.Plan, group, [.. streams.OfType<PartitionStream>()]);
        if (read.Streams.Count < streams.Length)
        {
            await read.DisposeAsync().ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
            group.ThrowFirst();
        }

        return read;
    }

    /// <summary>Opens the only part that this process reads.</summary>
    public static async ValueTask<PartitionStream> OpenOneAsync(SourceParts parts, PartitionDescriptor descriptor, QueryOptions options, CancellationToken cancellationToken)
    {
        var group = new PartitionGroup(cancellationToken);
        try
        {
            return await OpenAsync(parts, group, descriptor.Partition, descriptor.Snapshot, [], options, isAlone: true).ConfigureAwait(false);
        }
        catch (Exception error)
        {
            Exception shown = group.Fail(descriptor.Partition.Rows, error);
            group.Dispose();
            if (shown != error)
            {
                throw shown;
            }

            throw;
        }
    }

    /// <summary>Opens one part. The query has begun when this returns, so that its session holds the locks that the exporter held.</summary>
    private static async ValueTask<PartitionStream> OpenAsync(
        SourceParts parts, PartitionGroup group, Partition partition, string snapshot, IReadOnlyList<Parameter> parameters, QueryOptions options, bool isAlone)
    {
        Transaction transaction = await Beginning.BeginAsync(parts, PartitionExporter.Reading with { Snapshot = snapshot }, PartitionExporter.Check, group.Token).ConfigureAwait(false);
        try
        {
            BatchStream stream = transaction.QueryAsync(partition.Sql, parameters.Count == 0 ? null : parameters, options, group.Token);
            Schema? schema = await stream.GetSchemaAsync(CancellationToken.None).ConfigureAwait(false);
            return new(group, transaction, stream, partition.Rows, schema ?? new([])) { IsAlone = isAlone };
        }
        catch
        {
            await transaction.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    private static async Task<PartitionStream?> TryOpenAsync(
        SourceParts parts, PartitionGroup group, Partition partition, string snapshot, IReadOnlyList<Parameter> parameters, QueryOptions options)
    {
        try
        {
            return await OpenAsync(parts, group, partition, snapshot, parameters, options, isAlone: false).ConfigureAwait(false);
        }
        catch (Exception error)
        {
            group.Fail(partition.Rows, error);
            return null;
        }
    }
}
