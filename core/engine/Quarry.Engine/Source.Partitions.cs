using Quarry.Contracts;
using Quarry.Engine.Partitioning;

namespace Quarry.Engine;

public sealed partial class Source
{
    /// <summary>Reads a table or a query in parts, each on a session of its own, all of them on one snapshot: together they hold each row exactly once, whatever
    /// others write meanwhile.</summary>
    /// <param name="query">What is read, and in how many parts: no more than this process has processors and the pool has sessions; <see cref="PartitionPlan.Bound"/>
    /// says so if there are fewer than were asked for.</param>
    /// <param name="options">Batch size, types, and the timeout of each part.</param>
    /// <param name="cancellationToken">Ends all parts, also while they are being read.</param>
    /// <returns>The parts, which have begun; dispose them.</returns>
    /// <exception cref="QuarryException">The database cannot do it, the query cannot be split, or the pool is too small (User); or a part could not begin. All
    /// sessions have then been given back.</exception>
    public async ValueTask<PartitionedRead> ReadPartitionedAsync(PartitionedQuery query, QueryOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        ArgumentNullException.ThrowIfNull(options);
        ObjectDisposedException.ThrowIf(_disposed != 0, this);
        PartitionExporter exporter = await PartitionExporter.BeginAsync(_parts, query, options, _maxSessions, cancellationToken).ConfigureAwait(false);
        return await PartitionOpening.OpenAllAsync(_parts, exporter, options, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Splits a table or a query as <see cref="ReadPartitionedAsync"/> does, for other processes to read: keeps the snapshot, on one session, until the
    /// result is disposed.</summary>
    /// <param name="query">What is split, into how many parts; their number is not bounded, and there are no parameters.</param>
    /// <param name="options">The timeout of the split.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <returns>The descriptors; dispose it once every part has begun to be read.</returns>
    /// <exception cref="QuarryException">The database cannot do it, or the query cannot be split or has parameters (User).</exception>
    public async ValueTask<PartitionExport> ExportPartitionsAsync(PartitionedQuery query, QueryOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        ArgumentNullException.ThrowIfNull(options);
        ObjectDisposedException.ThrowIf(_disposed != 0, this);
        if (query.Parameters is not null)
        {
            throw PartitionErrors.ParametersInDescriptor();
        }

        PartitionExporter exporter = await PartitionExporter.BeginAsync(_parts, query, options, sessions: null, cancellationToken).ConfigureAwait(false);
        return new(exporter, DescriptorSet.Of(Target, exporter));
    }

    /// <summary>Reads one part of a snapshot that another process keeps.</summary>
    /// <param name="descriptor">The part.</param>
    /// <param name="options">Batch size, types, timeout.</param>
    /// <param name="cancellationToken">Ends it, also while the part is being read.</param>
    /// <returns>The part, which has begun: the snapshot is no longer needed for it. Dispose it.</returns>
    /// <exception cref="QuarryException">The descriptor is for another database (User), or the snapshot is no longer kept.</exception>
    public ValueTask<PartitionStream> ReadPartitionAsync(PartitionDescriptor descriptor, QueryOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(descriptor);
        ArgumentNullException.ThrowIfNull(options);
        ObjectDisposedException.ThrowIf(_disposed != 0, this);
        DescriptorSet.Require(descriptor, this);
        return PartitionOpening.OpenOneAsync(_parts, descriptor, options, cancellationToken);
    }
}
