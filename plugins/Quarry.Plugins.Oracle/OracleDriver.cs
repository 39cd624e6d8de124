using Quarry.Contracts;

namespace Quarry.Plugins.Oracle;

/// <summary>Oracle Database, from 12.1 on, through Oracle's ODBC driver.</summary>
[Driver("oracle", Name = "Oracle Database", Vendor = "Quarry", Schemes = ["oracle"], OdbcDrivers = ["Oracle*", "libsqora*", "sqora*"], DbmsNames = ["Oracle"])]
public sealed class OracleDriver : Driver
{
    /// <summary>Creates the driver with its own parts, for a host that registers it without composition.</summary>
    public OracleDriver()
        : this(new OracleTypeMap(), new OracleDialect(), [])
    {
    }

    /// <summary>Creates the driver with the parts that the host composed.</summary>
    /// <param name="types">The type map, with the mappings of extending plugins.</param>
    /// <param name="dialect">The dialect.</param>
    /// <param name="rules">The driver's rules and those of extending plugins.</param>
    public OracleDriver(TypeMap types, Dialect dialect, IEnumerable<OptimizationRule> rules) => (Types, Dialect, Rules) = (types, dialect, [.. rules]);

    /// <inheritdoc/>
    public override TypeMap Types { get; }

    /// <inheritdoc/>
    public override Dialect Dialect { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<OptimizationRule> Rules { get; }

    /// <inheritdoc/>
    public override OdbcProfile Odbc { get; } = new OracleOdbcProfile();

    /// <inheritdoc/>
    public override IReadOnlyList<ServerInfo> KnownServers => OracleCapabilities.KnownServers;

    /// <inheritdoc/>
    public override IReadOnlyList<string> TestedAgainst =>
    [
        "No Oracle Database: there was none. Unit tests hold the SQL, the types and the errors against Oracle's manuals, whose pages stand beside them",
        "the conformance kit over a scripted ODBC driver that describes columns as Oracle's does, with SQLite behind it; Oracle's own driver was not connected",
    ];

    /// <inheritdoc/>
    public override DriverCapabilities Describe(ServerInfo server) => OracleCapabilities.Of(server);
}
