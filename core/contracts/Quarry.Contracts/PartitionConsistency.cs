namespace Quarry.Contracts;

/// <summary>What the partitions of one read have in common, on one server.</summary>
public enum PartitionConsistency
{
    /// <summary>Nothing: each partition sees what is there when it is read, so that rows may be missing or come twice.</summary>
    None,
    /// <summary>One snapshot, by <see cref="TransactionOptions.Snapshot"/> or by the SQL of each partition (Oracle's AS OF SCN).</summary>
    Shared,
    /// <summary>One start: a lock keeps writers away until every partition has been read from once.</summary>
    LockedStart,
}
