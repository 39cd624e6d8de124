using Quarry.Contracts;

namespace Quarry.Plugins.PostgreSql;

/// <summary>What a server can do, from its product and its version.</summary>
public static class PostgreSqlCapabilities
{
    private const string Manual = "https://www.postgresql.org/docs/current/";

    /// <summary>Reads the server's description.</summary>
    /// <param name="server">What a session found.</param>
    public static DriverCapabilities Of(ServerInfo server)
    {
        ArgumentNullException.ThrowIfNull(server);
        var all = new DriverCapabilities
        {
            Transactions = Capability.Yes(Manual + "sql-begin.html"),
            TransactionalDefinitions = Capability.Yes("https://wiki.postgresql.org/wiki/Transactional_DDL_in_PostgreSQL:_A_Competitive_Analysis"),
            Savepoints = Capability.Yes(Manual + "sql-savepoint.html"),
            ReadOnlyTransactions = Capability.Yes(Manual + "sql-set-transaction.html"),
            DeferrableTransactions = Capability.Since(server.Version, new(9, 1), Manual + "sql-set-transaction.html"),
            LockTimeout = Capability.Since(server.Version, new(9, 3), Manual + "runtime-config-client.html#GUC-LOCK-TIMEOUT"),
            Batches = Capability.Yes(Manual + "protocol-flow.html#PROTOCOL-FLOW-PIPELINING"),
            PreparedStatements = Capability.Yes(Manual + "protocol-flow.html#PROTOCOL-FLOW-EXT-QUERY"),
            MultipleResults = Capability.Yes(Manual + "protocol-flow.html#PROTOCOL-FLOW-PIPELINING"),
            OutputParameters = Capability.Since(server.Version, new(11, 0), Manual + "sql-call.html"),
            Cancel = Capability.Yes(Manual + "protocol-flow.html#PROTOCOL-FLOW-CANCELING-REQUESTS"),
            Returning = Capability.Since(server.Version, new(8, 2), Manual + "dml-returning.html"),
            Upsert = Capability.Since(server.Version, new(9, 5), Manual + "sql-insert.html#SQL-ON-CONFLICT"),
            BulkWrite = Capability.Yes(Manual + "sql-copy.html"),
            // The queries need pg_constraint.conparentid and pg_index.indnkeyatts.
            Catalog = Capability.Since(server.Version, new(11, 0), Manual + "catalogs.html"),
            Snapshots = Capability.Since(server.Version, new(9, 2), Manual + "functions-admin.html#FUNCTIONS-SNAPSHOT-SYNCHRONIZATION"),
            // Scans of a range of ctid, and hash_record_extended.
            Partitions = Capability.Since(server.Version, new(14, 0), Manual + "release-14.html"),
            PartitionConsistency = PartitionConsistency.Shared,
        };
        return server.Product switch
        {
            "Amazon Redshift" => Redshift(all),
            "CockroachDB" => Cockroach(all),
            "Materialize" or "RisingWave" or "CrateDB" or "QuestDB" => Reader(all, server.Product),
            _ => all,
        };
    }

    private static DriverCapabilities Redshift(DriverCapabilities all)
    {
        const string Differences = "https://docs.aws.amazon.com/redshift/latest/dg/c_unsupported-postgresql-features.html";
        return all with
        {
            Savepoints = Capability.No("Amazon Redshift has no savepoints", Differences),
            DeferrableTransactions = Capability.No("Amazon Redshift has no DEFERRABLE", Differences),
            LockTimeout = Capability.No("Amazon Redshift has no lock_timeout", Differences),
            Batches = Capability.No("Pipelining was not tried on Amazon Redshift", Differences),
            Returning = Capability.No("Amazon Redshift has no RETURNING", Differences),
            Upsert = Capability.No("Amazon Redshift has no ON CONFLICT; use MERGE", "https://docs.aws.amazon.com/redshift/latest/dg/r_MERGE.html"),
            BulkWrite = Capability.No("Amazon Redshift copies from S3 and other stores, not from the client", "https://docs.aws.amazon.com/redshift/latest/dg/r_COPY.html"),
            Catalog = Capability.No("Amazon Redshift lacks parts of pg_catalog", Differences),
            Snapshots = Capability.No("Amazon Redshift exports no snapshots", Differences),
            Partitions = Capability.No("Amazon Redshift has no ctid and exports no snapshots; use UNLOAD", "https://docs.aws.amazon.com/redshift/latest/dg/r_UNLOAD.html"),
            PartitionConsistency = PartitionConsistency.None,
        };
    }

    private static DriverCapabilities Cockroach(DriverCapabilities all)
        => all with
        {
            DeferrableTransactions = Capability.No("CockroachDB reads AS OF SYSTEM TIME instead", "https://www.cockroachlabs.com/docs/stable/as-of-system-time"),
            TransactionalDefinitions = Capability.No("CockroachDB rolls back most definitions only", "https://www.cockroachlabs.com/docs/stable/online-schema-changes"),
            LockTimeout = Capability.No("lock_timeout was not tried on CockroachDB", "https://www.cockroachlabs.com/docs/stable/set-vars"),
            OutputParameters = Capability.No("CALL with output parameters was not tried on CockroachDB", "https://www.cockroachlabs.com/docs/stable/call"),
            Snapshots = Capability.No("CockroachDB reads AS OF SYSTEM TIME instead", "https://www.cockroachlabs.com/docs/stable/as-of-system-time"),
            Partitions = Capability.No("CockroachDB has no ctid and exports no snapshots", "https://www.cockroachlabs.com/docs/stable/as-of-system-time"),
            PartitionConsistency = PartitionConsistency.None,
        };

    private static DriverCapabilities Reader(DriverCapabilities all, string product)
    {
        Capability no = Capability.No($"{product} has it not, or not as PostgreSQL does", Manual);
        return all with
        {
            Savepoints = no,
            TransactionalDefinitions = no,
            ReadOnlyTransactions = no,
            DeferrableTransactions = no,
            LockTimeout = no,
            Batches = no,
            OutputParameters = no,
            Returning = no,
            Upsert = no,
            BulkWrite = no,
            Catalog = no,
            Snapshots = no,
            Partitions = no,
            PartitionConsistency = PartitionConsistency.None,
        };
    }
}
