using Quarry.Contracts;

namespace Quarry.Engine;

/// <summary>A way to a server. The engine asks its transports in order and takes the first that has a way.</summary>
public abstract class Transport
{
    /// <summary>The name that <c>explain</c> shows, such as <c>native</c>.</summary>
    public abstract string Name { get; }

    /// <summary>Opens a session.</summary>
    /// <param name="lease">The driver, and its ODBC profile if there is one.</param>
    /// <param name="target">Where to.</param>
    /// <param name="host">What the session may use.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <returns>The session, or null if this transport does not reach the driver's database.</returns>
    public abstract ValueTask<Session?> OpenAsync(DriverLease lease, Target target, DriverHost host, CancellationToken cancellationToken);
}
