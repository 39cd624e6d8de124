using System.Collections.Frozen;
using Quarry.Contracts;

namespace Quarry.Plugins.SqlServer;

/// <summary>Microsoft SQL Server and Azure SQL, reached through Microsoft's ODBC driver or FreeTDS.</summary>
[Driver("sqlserver", Name = "Microsoft SQL Server", Vendor = "Quarry", Schemes = ["sqlserver", "mssql"],
    OdbcDrivers = ["ODBC Driver ?? for SQL Server", "libmsodbcsql*", "msodbcsql*"], DbmsNames = ["Microsoft SQL Server"])]
public sealed class SqlServerDriver : Driver
{
    /// <summary>Creates the driver with its own parts, for a host that registers it without composition.</summary>
    public SqlServerDriver()
        : this(new SqlServerTypeMap(), new SqlServerDialect(), [])
    {
    }

    /// <summary>Creates the driver with the parts that the host composed.</summary>
    /// <param name="types">The type map, with the mappings of extending plugins.</param>
    /// <param name="dialect">The dialect.</param>
    /// <param name="rules">The driver's rules and those of extending plugins.</param>
    public SqlServerDriver(TypeMap types, Dialect dialect, IEnumerable<OptimizationRule> rules) => (Types, Dialect, Rules) = (types, dialect, [.. rules]);

    /// <inheritdoc/>
    public override TypeMap Types { get; }

    /// <inheritdoc/>
    public override Dialect Dialect { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<OptimizationRule> Rules { get; }

    /// <inheritdoc/>
    public override OdbcProfile Odbc { get; } = new SqlServerOdbcProfile();

    /// <inheritdoc/>
    public override DriverCapabilities Describe(ServerInfo server) => SqlServerCapabilities.Of(server);

    /// <summary>2008 brought MERGE, 2016 the catalog's newer columns; Azure SQL calls itself version 12 for ever, and Synapse is another engine.</summary>
    public override IReadOnlyList<ServerInfo> KnownServers { get; } =
    [
        Server(9, "9.0 (SQL Server 2005)"),
        Server(10, "10.0 (SQL Server 2008)"),
        Server(13, "13.0 (SQL Server 2016)"),
        Server(12, "12.0 (Azure SQL Database)", "5"),
        Server(12, "12.0 (Azure Synapse Analytics)", "6"),
    ];

    /// <inheritdoc/>
    public override IReadOnlyList<string> TestedAgainst { get; } =
    [
        "No server: none was at hand. Types, errors and facts follow Microsoft's manual.",
        "Every statement that the driver writes is parsed by Microsoft's T-SQL parser (Microsoft.SqlServer.TransactSql.ScriptDom, grammars of SQL Server 2016 to 2025).",
        "The conformance kit over a scripted ODBC driver that describes columns as Microsoft's ODBC Driver 18 and FreeTDS 1.3 do, with SQLite behind it. Neither of those was connected.",
    ];

    private static ServerInfo Server(int major, string text, string edition = "3") => new()
    {
        Product = "Microsoft SQL Server",
        Version = new(major, 0),
        VersionText = text,
        Facts = new Dictionary<string, string> { [SqlServerCapabilities.EngineEdition] = edition }.ToFrozenDictionary(StringComparer.Ordinal),
    };
}
