using Quarry.Contracts;
using Quarry.Odbc.Connecting;
using Quarry.Odbc.Generic;
using Quarry.Odbc.Sessions;

namespace Quarry.Odbc;

/// <summary>A driver whose database is reached through ODBC: the knowledge is the driver's, the way is ODBC's.</summary>
/// <remarks>Safe from any thread. What the ODBC driver cannot do is not offered, whatever the database could.</remarks>
public sealed class OdbcDriver : Driver
{
    private readonly Driver _inner;

    /// <summary>Puts a driver on ODBC.</summary>
    /// <param name="driver">What knows the database.</param>
    /// <param name="profile">How it is reached; null is for targets of ODBC's own form only.</param>
    public OdbcDriver(Driver driver, OdbcProfile? profile)
    {
        ArgumentNullException.ThrowIfNull(driver);
        (_inner, Odbc, Types) = (driver, profile, new OdbcTypeMap(driver.Types));
    }

    /// <inheritdoc/>
    public override DriverInfo Info => _inner.Info;

    /// <inheritdoc/>
    public override TypeMap Types { get; }

    /// <inheritdoc/>
    public override Dialect Dialect => _inner.Dialect;

    /// <inheritdoc/>
    public override IReadOnlyList<OptimizationRule> Rules => _inner.Rules;

    /// <inheritdoc/>
    public override OdbcProfile? Odbc { get; }

    /// <summary>What a database can do that is reached through ODBC without a plugin of its own, from what its ODBC driver tells.</summary>
    /// <param name="server">What <see cref="IdentifyAsync"/> found.</param>
    /// <returns>A driver with the id <c>odbc</c>.</returns>
    public static Driver Generic(ServerInfo server)
    {
        ArgumentNullException.ThrowIfNull(server);
        return new GenericDriver(server);
    }

    /// <summary>Connects to a target of ODBC's own form once, to learn which database it is.</summary>
    /// <param name="target">The target.</param>
    /// <param name="host">What proves who we are.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The database's name and version, and what the ODBC driver says of itself.</returns>
    /// <exception cref="QuarryException">There is no driver manager or no such driver (User), or it does not connect.</exception>
    public static async ValueTask<ServerInfo> IdentifyAsync(Target target, DriverHost host, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(host);
        OdbcSession session = await OdbcSession.OpenAsync(ConnectionKeywords.Of(target, "odbc", null), GenericDriver.Unknown, null, host, cancellationToken).ConfigureAwait(false);
        await using (session.ConfigureAwait(false))
        {
            return await session.DescribeTypesAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>What the server of a session can do through this ODBC driver: what both can.</summary>
    /// <param name="server">What the session found.</param>
    public override DriverCapabilities Describe(ServerInfo server)
    {
        ArgumentNullException.ThrowIfNull(server);
        return OdbcCapabilities.Of(_inner.Describe(server), server, Odbc, Dialect);
    }

    /// <summary>The inner driver's limit for targets that it knows; none for those of ODBC's own form.</summary>
    /// <param name="target">The target.</param>
    public override int MaxSessions(Target target) => OdbcTarget.IsOwn(target) ? int.MaxValue : _inner.MaxSessions(OdbcTarget.WithoutSettings(target));

    /// <inheritdoc/>
    public override async ValueTask<Session?> OpenAsync(Target target, DriverHost host, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(host);
        return await OdbcSession.OpenAsync(ConnectionKeywords.Of(target, Info.Id, Odbc), this, Odbc, host, cancellationToken).ConfigureAwait(false);
    }
}
