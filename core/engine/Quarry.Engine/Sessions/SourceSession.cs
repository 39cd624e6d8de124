using Quarry.Contracts;
using Quarry.Engine.Preparation;

namespace Quarry.Engine.Sessions;

/// <summary>An open session with the lease on its driver and what is known of its server.</summary>
internal sealed class SourceSession(DriverLease lease, string transport, Session session, ServerInfo server, DriverCapabilities capabilities)
{
    public DriverLease Lease => lease;

    public Driver Driver => lease.Driver;

    public string DriverId { get; } = lease.Driver.Info.Id;

    public string Transport => transport;

    public Session Session => session;

    /// <summary>What the pipeline remembers of the session.</summary>
    public SessionCaches Caches { get; } = new();

    public ServerInfo Server => server;

    public DriverCapabilities Capabilities => capabilities;

    /// <summary>Closes the session and ends the lease. Never throws; it may take as long as the driver likes.</summary>
    public async Task CloseAsync()
    {
        try
        {
            await session.DisposeAsync().ConfigureAwait(false);
        }
        catch (Exception)
        {
            // DisposeAsync must not throw; a driver whose does has no more to say that matters.
        }

        try
        {
            lease.Dispose();
        }
        catch (Exception)
        {
            // The same.
        }
    }
}
