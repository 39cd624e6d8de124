using Quarry.Contracts;

namespace Quarry.Odbc.Generic;

/// <summary>A database that no plugin knows, by what its ODBC driver tells of it.</summary>
[Driver("odbc", Name = "ODBC", Vendor = "Quarry", Schemes = [OdbcTarget.Scheme, OdbcTarget.DataSourceScheme])]
internal sealed class GenericDriver(ServerInfo server) : Driver
{
    private const string Manual = "https://learn.microsoft.com/sql/odbc/reference/syntax/";

    /// <summary>For a target whose database is not known yet.</summary>
    public static GenericDriver Unknown { get; } = new(new ServerInfo { Product = "", Version = new(0, 0) });

    public override TypeMap Types { get; } = new GenericTypeMap(server);

    public override Dialect Dialect { get; } = new GenericDialect(server);

    /// <summary>What SQL and ODBC promise of every database; the ODBC driver takes from it what it does not offer.</summary>
    public override DriverCapabilities Describe(ServerInfo server) => new()
    {
        Transactions = Capability.Yes(Manual + "sqlendtran-function"),
        TransactionalDefinitions = Capability.Yes(Manual + "sqlgetinfo-function"),
        Savepoints = Capability.No("how savepoints are written is the plugin's knowledge, and this database has no plugin", Manual),
        MultipleResults = Capability.Yes(Manual + "sqlmoreresults-function"),
        OutputParameters = Capability.Yes(Manual + "sqlbindparameter-function"),
        BulkWrite = Capability.Yes(Manual + "sqlbindparameter-function"),
        Catalog = Capability.Yes(Manual + "sqltables-function"),
    };
}
