namespace Quarry.Contracts;

/// <summary>What one server can do through one driver. What is not set is not offered, and asking for it is a clear error.</summary>
/// <remarks>Each of these is read by the engine or by the conformance kit, and a test flips each one and sees a named check fail.</remarks>
public sealed record DriverCapabilities
{
    /// <summary>BEGIN, COMMIT and ROLLBACK.</summary>
    public Capability Transactions { get; init; } = Capability.NotOffered;
    /// <summary>Savepoints within a transaction.</summary>
    public Capability Savepoints { get; init; } = Capability.NotOffered;
    /// <summary>CREATE, ALTER and DROP are part of a transaction and are rolled back with it. Without it they commit by themselves, or are refused within one.</summary>
    public Capability TransactionalDefinitions { get; init; } = Capability.NotOffered;
    /// <summary>Transactions that refuse to write.</summary>
    public Capability ReadOnlyTransactions { get; init; } = Capability.NotOffered;
    /// <summary>Read-only serializable transactions that wait until they can run undisturbed (<see cref="TransactionOptions.Deferrable"/>).</summary>
    public Capability DeferrableTransactions { get; init; } = Capability.NotOffered;
    /// <summary>A limit to the wait for locks (<see cref="TransactionOptions.LockTimeout"/>).</summary>
    public Capability LockTimeout { get; init; } = Capability.NotOffered;
    /// <summary>Many statements in one round trip by <see cref="Session.ExecuteBatchAsync"/>.</summary>
    public Capability Batches { get; init; } = Capability.NotOffered;
    /// <summary>Statements prepared once and executed many times.</summary>
    public Capability PreparedStatements { get; init; } = Capability.NotOffered;
    /// <summary>Several statements in one text, each with a result of its own.</summary>
    public Capability MultipleResults { get; init; } = Capability.NotOffered;
    /// <summary>Parameters that the server sets.</summary>
    public Capability OutputParameters { get; init; } = Capability.NotOffered;
    /// <summary>A running statement ends when it is cancelled, and the session works afterwards.</summary>
    public Capability Cancel { get; init; } = Capability.NotOffered;
    /// <summary>INSERT, UPDATE and DELETE return rows by <see cref="Dialect.Returning"/>.</summary>
    public Capability Returning { get; init; } = Capability.NotOffered;
    /// <summary>Insert or update in one statement by <see cref="Dialect.Upsert"/>.</summary>
    public Capability Upsert { get; init; } = Capability.NotOffered;
    /// <summary>Batches written by <see cref="Session.WriteAsync"/>.</summary>
    public Capability BulkWrite { get; init; } = Capability.NotOffered;
    /// <summary>Catalogs, schemas, tables, columns, keys, indexes and statistics by <see cref="Dialect.CatalogSql"/>.</summary>
    public Capability Catalog { get; init; } = Capability.NotOffered;
    /// <summary>Sessions that read one snapshot, by <see cref="Session.ExportSnapshotAsync"/> and <see cref="TransactionOptions.Snapshot"/>.</summary>
    public Capability Snapshots { get; init; } = Capability.NotOffered;
    /// <summary>Tables and queries split by <see cref="Session.PartitionAsync"/>; what the parts have in common is <see cref="PartitionConsistency"/>.</summary>
    public Capability Partitions { get; init; } = Capability.NotOffered;
    /// <summary>What the partitions of one read have in common.</summary>
    public PartitionConsistency PartitionConsistency { get; init; }
}
