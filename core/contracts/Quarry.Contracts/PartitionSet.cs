namespace Quarry.Contracts;

/// <summary>The partitions of a table or query: each of its rows is in exactly one.</summary>
public sealed record PartitionSet
{
    /// <summary>What <see cref="TransactionOptions.Snapshot"/> takes so that a session reads what the others read, or "" where the SQL says it.
    /// Valid while the transaction that split is open.</summary>
    public required string Snapshot { get; init; }
    /// <summary>The partitions, 1 or more; a driver may need fewer than it was asked for.</summary>
    public required IReadOnlyList<Partition> Partitions { get; init; }
    /// <summary>How the rows were told apart, for people, such as <c>ctid</c>.</summary>
    public required string Method { get; init; }
}
