namespace Quarry.Contracts;

/// <summary>What a plugin is: the knowledge of one database. Derive one class from it and mark it with <see cref="DriverAttribute"/>.</summary>
/// <remarks>
/// The host creates one instance per engine and injects the plugin's <see cref="TypeMap"/>, <see cref="Contracts.Dialect"/> and all its
/// <see cref="OptimizationRule"/>s into the constructor with the most parameters. All members may be called from any thread.
/// A member that returns null or nothing means "does not offer it".
/// </remarks>
public abstract class Driver
{
    private DriverInfo? _info;

    /// <summary>Who this driver is: what its class's attribute says.</summary>
    public virtual DriverInfo Info => _info ??= DriverInfo.Of(GetType());

    /// <summary>How native types become logical types and back.</summary>
    public abstract TypeMap Types { get; }

    /// <summary>How this database writes SQL.</summary>
    public abstract Dialect Dialect { get; }

    /// <summary>The plan rewrites of this driver, in the order in which they are tried.</summary>
    public virtual IReadOnlyList<OptimizationRule> Rules => [];

    /// <summary>How this database is reached through ODBC, or null if it is not.</summary>
    public virtual OdbcProfile? Odbc => null;

    /// <summary>What the server of a session can do.</summary>
    /// <param name="server">What the session found when it connected.</param>
    public abstract DriverCapabilities Describe(ServerInfo server);

    /// <summary>Servers whose capabilities <see cref="Describe"/> tells without one at hand: one for each version at which they change, oldest first.
    /// <c>quarry plugins show</c> prints them.</summary>
    public virtual IReadOnlyList<ServerInfo> KnownServers => [];

    /// <summary>What the driver was tried against, a line each, such as <c>PostgreSQL 15.14: a real server</c>. <c>quarry plugins show</c> prints them.</summary>
    public virtual IReadOnlyList<string> TestedAgainst => [];

    /// <summary>How many sessions a target bears at once; an in-memory database bears one. The default is no limit.</summary>
    /// <param name="target">The target.</param>
    public virtual int MaxSessions(Target target) => int.MaxValue;

    /// <summary>Opens a session by the driver's own way to the server.</summary>
    /// <param name="target">Where to.</param>
    /// <param name="host">What the driver may use. Its <see cref="DriverHost.Credential"/> is revoked when this call has ended.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <returns>The session, or null if the driver has no way of its own and is reached through <see cref="Odbc"/>.</returns>
    /// <exception cref="QuarryException">The target is wrong (User), refused (Server) or not reached (Transport).</exception>
    public virtual ValueTask<Session?> OpenAsync(Target target, DriverHost host, CancellationToken cancellationToken) => default;
#if CONTRACTS_NEXT

    /// <summary>An addition as a later minor makes one: virtual, with a default, of a new type.</summary>
    public virtual NextMinor Next => NextMinor.Default;
#endif
}
