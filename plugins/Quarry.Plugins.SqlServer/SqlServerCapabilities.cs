using System.Globalization;
using Quarry.Contracts;

namespace Quarry.Plugins.SqlServer;

/// <summary>What a server can do, from its version and its edition.</summary>
/// <remarks>Facts, where the session could ask: <c>sqlserver.engine-edition</c>, <c>.product-version</c>, <c>.edition</c>, <c>.snapshot-isolation</c> and <c>.read-committed-snapshot</c> (yes, no),
/// <c>.compatibility-level</c>, <c>.collation</c>.</remarks>
public static class SqlServerCapabilities
{
    internal const string EngineEdition = "sqlserver.engine-edition";

    private const string Manual = "https://learn.microsoft.com/sql/";
    private const string TSql = Manual + "t-sql/";
    private const string Odbc = Manual + "odbc/reference/";

    /// <summary>Reads the server's description.</summary>
    /// <param name="server">What a session found.</param>
    public static DriverCapabilities Of(ServerInfo server)
    {
        ArgumentNullException.ThrowIfNull(server);
        _ = int.TryParse(server.Facts.GetValueOrDefault(EngineEdition), NumberStyles.None, CultureInfo.InvariantCulture, out int edition);
        // https://learn.microsoft.com/sql/t-sql/functions/serverproperty-transact-sql: Azure SQL Database, Managed Instance and Fabric's SQL database are always the newest, and say 12.0.
        Version version = edition is 5 or 8 or 12 ? new(int.MaxValue, 0) : server.Version;
        var all = new DriverCapabilities
        {
            Transactions = Capability.Yes(TSql + "language-elements/transactions-transact-sql"),
            Savepoints = Capability.Yes(TSql + "language-elements/save-transaction-transact-sql"),
            TransactionalDefinitions = Capability.Yes(TSql + "language-elements/begin-transaction-transact-sql"),
            ReadOnlyTransactions = Capability.No("SQL Server has no transactions that refuse to write", TSql + "statements/set-transaction-isolation-level-transact-sql"),
            DeferrableTransactions = Capability.No("SQL Server has no DEFERRABLE", TSql + "statements/set-transaction-isolation-level-transact-sql"),
            LockTimeout = Capability.Yes(TSql + "statements/set-lock-timeout-transact-sql"),
            Batches = Capability.Yes(Odbc + "develop-app/using-arrays-of-parameters"),
            PreparedStatements = Capability.Yes(Manual + "relational-databases/system-stored-procedures/sp-prepare-transact-sql"),
            MultipleResults = Capability.Yes(Odbc + "develop-app/multiple-results"),
            OutputParameters = Capability.Yes(TSql + "language-elements/execute-transact-sql"),
            Cancel = Capability.Yes(Odbc + "syntax/sqlcancel-function"),
            Returning = Capability.Since(version, new(9, 0), TSql + "queries/output-clause-transact-sql"),
            Upsert = Capability.Since(version, new(10, 0), TSql + "statements/merge-transact-sql"),
            BulkWrite = Capability.Yes(Odbc + "develop-app/using-arrays-of-parameters"),
            // sys.columns has generated_always_type since then.
            Catalog = Capability.Since(version, new(13, 0), Manual + "relational-databases/system-catalog-views/sys-columns-transact-sql"),
            Snapshots = Capability.No("SQL Server gives the snapshot of one session to no other", TSql + "statements/set-transaction-isolation-level-transact-sql"),
            Partitions = Capability.Yes(TSql + "functions/checksum-transact-sql"),
            PartitionConsistency = PartitionConsistency.None,
        };
        return edition is 6 or 11 ? Warehouse(all) : all;
    }

    // Synapse's pools and Fabric's warehouses speak a part of T-SQL: https://learn.microsoft.com/azure/synapse-analytics/sql/overview-features.
    private static DriverCapabilities Warehouse(DriverCapabilities all)
    {
        const string Features = "https://learn.microsoft.com/azure/synapse-analytics/sql/overview-features";
        Capability no = Capability.No("Azure Synapse and Fabric's warehouse have it not, or in another form that was not tried", Features);
        return all with
        {
            Savepoints = no,
            TransactionalDefinitions = no,
            LockTimeout = no,
            OutputParameters = no,
            Returning = no,
            Upsert = no,
            Catalog = no,
            Partitions = no,
        };
    }
}
