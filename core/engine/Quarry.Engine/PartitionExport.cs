using Quarry.Engine.Partitioning;

namespace Quarry.Engine;

/// <summary>A snapshot that is kept for other processes, and a descriptor for each part of it. Disposing it ends the snapshot: parts that have begun go on,
/// and no other can begin.</summary>
public sealed class PartitionExport : IAsyncDisposable
{
    private readonly PartitionExporter _exporter;

    internal PartitionExport(PartitionExporter exporter, IReadOnlyList<PartitionDescriptor> descriptors) => (_exporter, Descriptors) = (exporter, descriptors);

    /// <summary>How the read was split; the number of parts is not bounded, since others read them.</summary>
    public PartitionPlan Plan => _exporter.Plan;

    /// <summary>One descriptor for each part of the plan, in its order.</summary>
    public IReadOnlyList<PartitionDescriptor> Descriptors { get; }

    /// <summary>Asks whether the snapshot is still kept.</summary>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="Contracts.QuarryException">The session that kept it is lost: no further part can begin.</exception>
    public ValueTask PingAsync(CancellationToken cancellationToken = default)
        => _exporter.Transaction.PingAsync(cancellationToken);

    /// <summary>Ends the snapshot and gives its session back.</summary>
    public ValueTask DisposeAsync() => _exporter.Transaction.DisposeAsync();
}
