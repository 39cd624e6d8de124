using Quarry.Contracts;
using Quarry.Plugins.PostgreSql.Sessions;

namespace Quarry.Plugins.PostgreSql;

/// <summary>PostgreSQL by its own wire protocol (version 3.0), pure managed code.</summary>
[Driver("postgresql", Name = "PostgreSQL", Vendor = "Quarry", Schemes = ["postgresql", "postgres"], OdbcDrivers = ["PostgreSQL*", "psqlodbc*"], DbmsNames = ["PostgreSQL"])]
public sealed class PostgreSqlDriver : Driver
{
    /// <summary>Creates the driver with its own parts, for a host that registers it without composition.</summary>
    public PostgreSqlDriver()
        : this(new PostgreSqlTypeMap(), new PostgreSqlDialect(), [])
    {
    }

    /// <summary>Creates the driver with the parts that the host composed.</summary>
    /// <param name="types">The type map, with the mappings of extending plugins.</param>
    /// <param name="dialect">The dialect.</param>
    /// <param name="rules">The driver's rules and those of extending plugins.</param>
    public PostgreSqlDriver(TypeMap types, Dialect dialect, IEnumerable<OptimizationRule> rules) => (Types, Dialect, Rules) = (types, dialect, [.. rules]);

    /// <inheritdoc/>
    public override TypeMap Types { get; }

    /// <inheritdoc/>
    public override Dialect Dialect { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<OptimizationRule> Rules { get; }

    /// <inheritdoc/>
    public override OdbcProfile Odbc { get; } = new PostgreSqlOdbcProfile();

    /// <inheritdoc/>
    public override IReadOnlyList<ServerInfo> KnownServers { get; } =
    [
        new() { Product = "PostgreSQL", Version = new(9, 6) },
        new() { Product = "PostgreSQL", Version = new(11, 0) },
        new() { Product = "PostgreSQL", Version = new(14, 0) },
        new() { Product = "Amazon Redshift", Version = new(8, 0) },
        new() { Product = "CockroachDB", Version = new(13, 0) },
    ];

    /// <inheritdoc/>
    public override IReadOnlyList<string> TestedAgainst =>
    [
        "PostgreSQL 15: a real server, by its wire protocol and through psqlODBC 13.02",
        "other versions, Amazon Redshift, CockroachDB: capabilities by unit tests from the manuals only",
    ];

    /// <inheritdoc/>
    public override DriverCapabilities Describe(ServerInfo server) => PostgreSqlCapabilities.Of(server);

    /// <inheritdoc/>
    public override async ValueTask<Session?> OpenAsync(Target target, DriverHost host, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(host);
        return await PostgreSqlSession.OpenAsync(PostgreSqlSettings.Parse(target), host, Types, Dialect, cancellationToken).ConfigureAwait(false);
    }
}
