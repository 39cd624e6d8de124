using System.Data;
using Quarry.Contracts;

namespace Quarry.Odbc;

/// <summary>What a database can do through its ODBC driver: what the plugin says of the database, as far as the ODBC driver says it of itself.</summary>
internal static class OdbcCapabilities
{
    /// <summary>Names of the facts that a session leaves in <see cref="ServerInfo.Facts"/>.</summary>
    public const string Transactions = "odbc.transactions";
    public const string Definitions = "odbc.definitions";
    public const string MultipleResults = "odbc.multiple-results";
    public const string Cancel = "odbc.cancel";
    public const string Returning = "odbc.returning";
    public const string ParameterArrays = "odbc.parameter-arrays";
    public const string Procedures = "odbc.procedures";

    private static readonly PartitionRequest s_sample = new() { Table = new() { Name = "t" }, Count = 1 };

    private const string Manual = "https://learn.microsoft.com/sql/odbc/reference/syntax/";

    public static DriverCapabilities Of(DriverCapabilities database, ServerInfo server, OdbcProfile? profile, Dialect dialect)
    {
        Capability transactions = Both(database.Transactions, server, Transactions, "sqlendtran-function");
        bool savepoints = transactions.IsSupported && dialect.Savepoint("s") is not null && dialect.RollbackTo("s") is not null;
        bool parts = dialect.Partition(s_sample, "1") is not null;
        return database with
        {
            Transactions = transactions,
            Savepoints = savepoints ? database.Savepoints : Capability.No("the database has no savepoints, or the ODBC driver no transactions", Manual + "sqlendtran-function"),
            TransactionalDefinitions = transactions.IsSupported ? Both(database.TransactionalDefinitions, server, Definitions, "sqlgetinfo-function") : transactions,
            ReadOnlyTransactions = ByStatements(database.ReadOnlyTransactions, transactions, profile, new() { ReadOnly = true }),
            DeferrableTransactions = ByStatements(database.DeferrableTransactions, transactions, profile,
                new() { Isolation = IsolationLevel.Serializable, ReadOnly = true, Deferrable = true }),
            LockTimeout = ByStatements(database.LockTimeout, transactions, profile, new() { LockTimeout = TimeSpan.FromSeconds(1) }),
            Batches = !transactions.IsSupported ? transactions
                : Has(server, ParameterArrays) ? Capability.Yes(Manual + "sqlbindparameter-function")
                : Capability.No("this ODBC driver executes one set of parameters at a time", Manual + "sqlbindparameter-function"),
            PreparedStatements = Capability.Yes(Manual + "sqlprepare-function"),
            MultipleResults = Both(database.MultipleResults, server, MultipleResults, "sqlmoreresults-function"),
            OutputParameters = Both(database.OutputParameters, server, Procedures, "sqlbindparameter-function"),
            Cancel = Has(server, Cancel) ? Capability.Yes(Manual + "sqlcancel-function") : Capability.No("this ODBC driver cannot cancel", Manual + "sqlcancel-function"),
            Returning = Both(database.Returning, server, Returning, "sqlnumresultcols-function"),
            BulkWrite = transactions.IsSupported ? Capability.Yes(Manual + "sqlbindparameter-function") : transactions,
            Snapshots = Capability.No("snapshots are exported by the driver's native way only", Manual),
            Partitions = parts ? database.Partitions : Capability.No("tables are split by the driver's native way only", Manual),
            PartitionConsistency = parts ? database.PartitionConsistency : PartitionConsistency.None,
        };
    }

    private static Capability Both(Capability database, ServerInfo server, string fact, string page)
        => !database.IsSupported ? database
            : Has(server, fact) ? database
            : Capability.No($"the ODBC driver {server.Facts.GetValueOrDefault("odbc.driver", "")} does not offer it", Manual + page);

    private static Capability ByStatements(Capability database, Capability transactions, OdbcProfile? profile, TransactionOptions options)
        => !database.IsSupported ? database
            : !transactions.IsSupported ? transactions
            : profile?.BeginTransaction(options) is not null ? database
            : Capability.No("ODBC has no means for it, and the profile no statement", Manual + "sqlsetconnectattr-function");

    private static bool Has(ServerInfo server, string fact) => server.Facts.GetValueOrDefault(fact) == "yes";
}
