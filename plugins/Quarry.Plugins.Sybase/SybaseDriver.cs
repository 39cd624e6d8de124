using Quarry.Contracts;

namespace Quarry.Plugins.Sybase;

/// <summary>SAP Adaptive Server Enterprise (Sybase ASE), reached through ODBC by <see cref="SybaseOdbcProfile"/>.</summary>
/// <remarks>
/// SAP's ODBC driver and FreeTDS report as SQL_DBMS_NAME what the server calls itself when it accepts a login: <c>sql server</c>, or <c>ASE</c> from version 15 on
/// (https://github.com/FreeTDS/freetds/blob/master/src/tds/token.c, tds_process_login_tokens). Names match as a whole, so that Microsoft SQL Server, SQL Anywhere
/// and IQ are none of this driver's. FreeTDS itself is not claimed: it reaches SQL Server as well.
/// </remarks>
[Driver("sybase", Name = "SAP Adaptive Server Enterprise", Vendor = "Quarry", Schemes = ["sybase", "ase"],
    OdbcDrivers = ["Adaptive Server Enterprise*", "libsybdrvodb*", "sybdrvodb*"], DbmsNames = ["Adaptive Server Enterprise", "ASE", "sql server"])]
public sealed class SybaseDriver : Driver
{
    /// <summary>Creates the driver with its own parts, for a host that registers it without composition.</summary>
    public SybaseDriver()
        : this(new SybaseTypeMap(), new SybaseDialect(), [])
    {
    }

    /// <summary>Creates the driver with the parts that the host composed.</summary>
    /// <param name="types">The type map, with the mappings of extending plugins.</param>
    /// <param name="dialect">The dialect.</param>
    /// <param name="rules">The rules of extending plugins; the driver has none of its own.</param>
    public SybaseDriver(TypeMap types, Dialect dialect, IEnumerable<OptimizationRule> rules) => (Types, Dialect, Rules) = (types, dialect, [.. rules]);

    /// <inheritdoc/>
    public override TypeMap Types { get; }

    /// <inheritdoc/>
    public override Dialect Dialect { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<OptimizationRule> Rules { get; }

    /// <inheritdoc/>
    public override OdbcProfile Odbc { get; } = new SybaseOdbcProfile();

    /// <inheritdoc/>
    public override IReadOnlyList<ServerInfo> KnownServers { get; } =
    [
        SybaseCapabilities.Known("12.5.4", new(12, 5, 4), definitionsInTransactions: false),
        SybaseCapabilities.Known("15.0", new(15, 0), definitionsInTransactions: false),
        SybaseCapabilities.Known("15.7", new(15, 7), definitionsInTransactions: false),
        SybaseCapabilities.Known("16.0, a database with the option ddl in tran", new(16, 0), definitionsInTransactions: true),
    ];

    /// <inheritdoc/>
    public override IReadOnlyList<string> TestedAgainst =>
    [
        "no server: there was none",
        "the manuals of Adaptive Server Enterprise 12.5 to 16.0 and of its ODBC driver, and the source of FreeTDS: unit tests",
        "the conformance kit over a scripted ODBC driver that describes columns as SAP's and FreeTDS do, with SQLite behind it; neither of those was connected",
    ];

    /// <inheritdoc/>
    public override DriverCapabilities Describe(ServerInfo server) => SybaseCapabilities.Of(server);
}
