using Quarry.Contracts;

namespace Quarry.Plugins.Sybase;

/// <summary>What a server can do, from its product, its version and what <see cref="SybaseOdbcProfile.FactsSql"/> read.</summary>
public static class SybaseCapabilities
{
    private const string Manual = "https://infocenter.sybase.com/help/topic/";
    private const string Transactions = Manual + "com.sybase.infocenter.dc32300.1600/doc/html/san1390612534307.html";
    private const string Savepoints = Manual + "com.sybase.infocenter.dc32300.1600/doc/html/san1390612536963.html";
    private const string Isolation = Manual + "com.sybase.infocenter.dc32300.1600/doc/html/san1390612541323.html";
    private const string LockWait = Manual + "com.sybase.infocenter.dc32300.1600/doc/html/san1390612554135.html";
    private const string DdlInTran = Manual + "com.sybase.infocenter.dc00729.1500/html/errMessageAdvRes/BABFDFIB.htm";
    private const string Merge = Manual + "com.sybase.infocenter.dc36272.1570/html/commands/commands84.htm";
    private const string Tables = Manual + "com.sybase.infocenter.dc36274.1570/html/tables/X14340.htm";
    private const string OdbcDriver = Manual + "com.sybase.infocenter.dc20116.1570/html/aseodbc/CHDCGBEH.htm";

    /// <summary>Reads the server's description.</summary>
    /// <param name="server">What a session found.</param>
    public static DriverCapabilities Of(ServerInfo server)
    {
        ArgumentNullException.ThrowIfNull(server);
        if (!SybaseProducts.IsAse(server.Product))
        {
            return Stranger(server.Product);
        }

        Version version = SybaseProducts.VersionOf(server);
        return new()
        {
            Transactions = Capability.Yes(Transactions),
            Savepoints = Capability.Yes(Savepoints),
            TransactionalDefinitions = server.Facts.GetValueOrDefault(SybaseFacts.DdlInTran) == "1" ? Capability.Yes(DdlInTran)
                : Capability.No("definitions are refused in a transaction unless the database has the option: sp_dboption NAME, 'ddl in tran', true", DdlInTran),
            ReadOnlyTransactions = Capability.No("ASE has no transactions that refuse to write", Transactions),
            DeferrableTransactions = Capability.No("ASE has no deferrable transactions", Isolation),
            LockTimeout = Capability.Yes(LockWait),
            Batches = Capability.Yes(OdbcDriver),
            PreparedStatements = Capability.Yes(OdbcDriver),
            MultipleResults = Capability.Yes(OdbcDriver),
            OutputParameters = Capability.Yes(OdbcDriver),
            Cancel = Capability.Yes(OdbcDriver),
            Returning = Capability.No("ASE's INSERT, UPDATE and DELETE return no rows", Merge),
            Upsert = Capability.Since(version, new(15, 7), Merge),
            BulkWrite = Capability.Yes(OdbcDriver),
            // Its queries need computed columns, row_count() and reserved_pages().
            Catalog = Capability.Since(version, new(15, 0), Tables),
            Snapshots = Capability.No("ASE exports no snapshots", Isolation),
            Partitions = Capability.No("ASE has no snapshot that several sessions read, and no hash of a value of any type that would split one", Isolation),
            PartitionConsistency = PartitionConsistency.None,
        };
    }

    /// <summary>A server without one at hand.</summary>
    internal static ServerInfo Known(string text, Version version, bool definitionsInTransactions) => new()
    {
        Product = SybaseProducts.Name,
        Version = version,
        VersionText = text,
        Facts = new Dictionary<string, string>(StringComparer.Ordinal) { [SybaseFacts.DdlInTran] = definitionsInTransactions ? "1" : "0" },
    };

    // SQL Anywhere, IQ and SQL Server answer to much of this SQL, and mean something else by parts of it.
    private static DriverCapabilities Stranger(string product)
    {
        Capability no = Capability.No($"{product} is not {SybaseProducts.Name}; reach it by its own driver, or by a target odbc: that needs no plugin", OdbcDriver);
        return new()
        {
            Transactions = no,
            Savepoints = no,
            TransactionalDefinitions = no,
            ReadOnlyTransactions = no,
            DeferrableTransactions = no,
            LockTimeout = no,
            Batches = no,
            PreparedStatements = no,
            MultipleResults = no,
            OutputParameters = no,
            Cancel = no,
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
