using Quarry.Contracts;
using Quarry.Plugins.Sqlite.Errors;
using Quarry.Plugins.Sqlite.Sessions;

namespace Quarry.Plugins.Sqlite;

/// <summary>SQLite, embedded: the library travels in the plugin's folder.</summary>
[Driver("sqlite", Name = "SQLite", Vendor = "Quarry", Schemes = ["sqlite"], DbmsNames = ["SQLite"])]
public sealed class SqliteDriver : Driver
{
    /// <summary>Creates the driver with its own parts, for a host that registers it without composition.</summary>
    public SqliteDriver()
        : this(new SqliteTypeMap(), new SqliteDialect(), [])
    {
    }

    /// <summary>Creates the driver with the parts that the host composed.</summary>
    /// <param name="types">The type map, with the mappings of extending plugins.</param>
    /// <param name="dialect">The dialect.</param>
    /// <param name="rules">The rules of extending plugins; the driver has none of its own.</param>
    public SqliteDriver(TypeMap types, Dialect dialect, IEnumerable<OptimizationRule> rules) => (Types, Dialect, Rules) = (types, dialect, [.. rules]);

    /// <inheritdoc/>
    public override TypeMap Types { get; }

    /// <inheritdoc/>
    public override Dialect Dialect { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<OptimizationRule> Rules { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<ServerInfo> KnownServers { get; } =
        [.. ((Version[])[new(3, 8, 0), new(3, 24, 0), new(3, 35, 0), new(3, 37, 0)]).Select(version => new ServerInfo { Product = "SQLite", Version = version })];

    /// <inheritdoc/>
    public override IReadOnlyList<string> TestedAgainst => ["SQLite 3.53: the library that the plugin brings", "SQLite 3.40 through sqliteodbc 0.9998: the real ODBC driver"];

    /// <inheritdoc/>
    public override DriverCapabilities Describe(ServerInfo server) => SqliteCapabilities.Of(server);

    /// <summary>One for a database in memory, which its session owns.</summary>
    /// <param name="target">The target.</param>
    public override int MaxSessions(Target target) => SqliteSettings.Parse(target).IsMemory ? 1 : base.MaxSessions(target);

    /// <inheritdoc/>
    public override async ValueTask<Session?> OpenAsync(Target target, DriverHost host, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(host);
        var settings = SqliteSettings.Parse(target);
        if (host.Credential is not null)
        {
            throw OpenErrors.CredentialUnused();
        }

        return await SqliteSession.OpenAsync(settings, host, Types, Dialect, cancellationToken).ConfigureAwait(false);
    }
}
