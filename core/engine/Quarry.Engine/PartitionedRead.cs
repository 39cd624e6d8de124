using Quarry.Engine.Partitioning;

namespace Quarry.Engine;

/// <summary>A table or query in parts, each a stream on a session of its own, all of one snapshot. Dispose it.</summary>
/// <remarks>The streams may be read at the same time, each by one caller. When one fails or is cancelled, the others end with an error that says so, and all
/// sessions go back. A stream that was read to its end has given its session back.</remarks>
public sealed class PartitionedRead : IAsyncDisposable
{
    private readonly PartitionGroup _group;

    internal PartitionedRead(PartitionPlan plan, PartitionGroup group, IReadOnlyList<PartitionStream> streams) => (Plan, _group, Streams) = (plan, group, streams);

    /// <summary>How the read was split.</summary>
    public PartitionPlan Plan { get; }

    /// <summary>One stream for each part of the plan, in its order.</summary>
    public IReadOnlyList<PartitionStream> Streams { get; }

    /// <summary>Ends what is still being read, at the server too, and gives all sessions back.</summary>
    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(Streams.Select(static stream => stream.DisposeAsync().AsTask())).ConfigureAwait(false);
        _group.Dispose();
    }
}
