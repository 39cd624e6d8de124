using Quarry.Contracts;

namespace Quarry.Engine;

/// <summary>How a partitioned read was split. Immutable; it holds no value of a parameter.</summary>
public sealed record PartitionPlan
{
    /// <summary>What the parts have in common.</summary>
    public required PartitionConsistency Consistency { get; init; }

    /// <summary>How the rows were told apart, such as <c>ranges of ctid</c>.</summary>
    public required string Method { get; init; }

    /// <summary>How many parts were asked for.</summary>
    public required int Asked { get; init; }

    /// <summary>Why there are fewer than were asked for, or "".</summary>
    public required string Bound { get; init; }

    /// <summary>The parts, in order.</summary>
    public required IReadOnlyList<Partition> Partitions { get; init; }
}
