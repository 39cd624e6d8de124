using Quarry.Contracts;

namespace Quarry.Engine;

/// <summary>A way to a server. The engine asks its transports in order and takes the first that has a way.</summary>
public abstract class Transport
{
    /// <summary>The name that <c>explain</c> shows, such as <c>native</c>.</summary>
    public abstract string Name { get; }

    /// <summary>Schemes of targets that go by this transport and by no other; a driver's own way never sees them.</summary>
    public virtual IReadOnlyList<string> Schemes => [];

    /// <summary>The driver as it is by this transport, which may take from what it offers, or another driver altogether.</summary>
    /// <param name="lease">The driver that the target's scheme chose.</param>
    /// <param name="target">Where to.</param>
    /// <param name="host">What proves who we are, should the server have to be asked.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <returns><paramref name="lease"/> itself, or another that ends it when it ends.</returns>
    public virtual ValueTask<DriverLease> ChooseAsync(DriverLease lease, Target target, DriverHost host, CancellationToken cancellationToken) => new(lease);

    /// <summary>Opens a session.</summary>
    /// <param name="lease">What <see cref="ChooseAsync"/> returned.</param>
    /// <param name="target">Where to.</param>
    /// <param name="host">What the session may use.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <returns>The session, or null if this transport does not reach the driver's database.</returns>
    public abstract ValueTask<Session?> OpenAsync(DriverLease lease, Target target, DriverHost host, CancellationToken cancellationToken);
}
