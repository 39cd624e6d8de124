using Quarry.Contracts;

namespace Quarry.Plugins.Oracle;

/// <summary>What a server can do, from its version and the facts of <see cref="OracleOdbcProfile.FactsSql"/>.</summary>
public static class OracleCapabilities
{
    /// <summary>The fact that is <c>1</c> if the user may run SYS.DBMS_FLASHBACK, <c>0</c> if not.</summary>
    public const string FlashbackFact = "oracle.flashback";

    private const string Product = "Oracle";
    private const string Manual = "https://docs.oracle.com/en/database/oracle/oracle-database/23/";
    private const string Flashback = Manual + "arpls/DBMS_FLASHBACK.html";

    /// <summary>A server of each version at which something changes.</summary>
    public static IReadOnlyList<ServerInfo> KnownServers { get; } =
    [
        new() { Product = Product, Version = new(11, 2), VersionText = "11.2" },
        new() { Product = Product, Version = new(12, 1), VersionText = "12.1" },
    ];

    /// <summary>Reads the server's description.</summary>
    /// <param name="server">What a session found.</param>
    public static DriverCapabilities Of(ServerInfo server)
    {
        ArgumentNullException.ThrowIfNull(server);
        bool mayFlashback = server.Facts.GetValueOrDefault(FlashbackFact) != "0";
        return new()
        {
            Transactions = Capability.Yes(Manual + "sqlrf/COMMIT.html"),
            Savepoints = Capability.Yes(Manual + "sqlrf/SAVEPOINT.html"),
            TransactionalDefinitions = Capability.No("Oracle commits before and after each CREATE, ALTER and DROP", Manual + "sqlrf/Types-of-SQL-Statements.html"),
            ReadOnlyTransactions = Capability.Yes(Manual + "sqlrf/SET-TRANSACTION.html"),
            DeferrableTransactions = Capability.No("Oracle's transactions never wait to begin: READ ONLY and SERIALIZABLE read the state of their begin", Manual + "sqlrf/SET-TRANSACTION.html"),
            LockTimeout = Capability.No("Oracle limits the wait for locks by statement (FOR UPDATE WAIT n) and for definitions (DDL_LOCK_TIMEOUT), not for a transaction", Manual + "sqlrf/SELECT.html"),
            Batches = Capability.Yes(Manual + "odbcd/supported-functionality.html"),
            PreparedStatements = Capability.Yes(Manual + "odbcd/supported-functionality.html"),
            MultipleResults = Capability.No("a text holds one statement of Oracle, or one PL/SQL block", Manual + "lnpls/block.html"),
            OutputParameters = Capability.Yes(Manual + "lnpls/plsql-subprograms.html"),
            Cancel = Capability.Yes(Manual + "odbcd/supported-functionality.html"),
            Returning = Capability.No("RETURNING writes into parameters (INTO), not into a result; use a PL/SQL block with output parameters", Manual + "sqlrf/INSERT.html"),
            Upsert = Capability.Yes(Manual + "sqlrf/MERGE.html"),
            BulkWrite = Capability.Yes(Manual + "odbcd/supported-functionality.html"),
            // The queries need ALL_USERS.ORACLE_MAINTAINED and ALL_TAB_COLS.IDENTITY_COLUMN.
            Catalog = Capability.Since(server.Version, new(12, 1), Manual + "refrn/static-data-dictionary-views.html"),
            Snapshots = Capability.No("a transaction of Oracle cannot take the snapshot of another; the SQL of each part names it (AS OF SCN)", Flashback),
            Partitions = mayFlashback ? Capability.Yes(Manual + "sqlrf/ORA_HASH.html") : Capability.No("the user may not run SYS.DBMS_FLASHBACK; GRANT EXECUTE on it", Flashback),
            PartitionConsistency = mayFlashback ? PartitionConsistency.Shared : PartitionConsistency.None,
        };
    }
}
