using System.Diagnostics;
using Quarry.Columnar;
using Quarry.Contracts;
using Quarry.Engine.Preparation;

namespace Quarry.Engine.Sessions;

/// <summary>An open session with the lease on its driver and what is known of its server.</summary>
internal sealed class SourceSession(DriverLease lease, string transport, Session session, ArenaAccount memory, ServerInfo server, DriverCapabilities capabilities) : PoolEntry, IAsyncDisposable
{
    private readonly CancellationTokenSource _ending = new();
    private WeakReference<object>? _user;
    private IReclaimable? _use;
    private bool _hasUser;

    public DriverLease Lease => lease;

    public Driver Driver => lease.Driver;

    public string DriverId { get; } = lease.Driver.Info.Id;

    public string Transport => transport;

    public Session Session => session;

    /// <summary>Memory that the session's queries take; a query may limit it while it runs.</summary>
    public ArenaAccount Memory => memory;

    /// <summary>What the pipeline remembers of the session.</summary>
    public SessionCaches Caches { get; } = new();

    public ServerInfo Server => server;

    public DriverCapabilities Capabilities => capabilities;

    /// <summary>Cancelled when the session is given up: for calls between two uses.</summary>
    public CancellationToken Ending => _ending.Token;

    /// <summary>The stack that took the session, where leaks are looked for.</summary>
    public StackTrace? LentBy { get; set; }

    public override bool IsOrphaned => _hasUser && !_user!.TryGetTarget(out _);

    /// <summary>Tells who uses the session: if that object is collected, the pool ends the use and closes the session.</summary>
    /// <param name="user">What the application holds; nothing that <paramref name="use"/> leads to may hold it.</param>
    /// <param name="use">Ends what the user left.</param>
    public void LendTo(object user, IReclaimable use)
    {
        if (_user is null)
        {
            _user = new(user);
        }
        else
        {
            _user.SetTarget(user);
        }

        _use = use;
        Volatile.Write(ref _hasUser, true);
    }

    /// <summary>Forgets the user.</summary>
    /// <returns>What the user left.</returns>
    public IReclaimable? TakeBack()
    {
        Volatile.Write(ref _hasUser, false);
        return Interlocked.Exchange(ref _use, null);
    }

    /// <summary>Tells the driver from another thread that nobody waits for it any more.</summary>
    public void GiveUp()
    {
        try
        {
            _ending.Cancel();
            session.Cancel();
        }
        catch (Exception)
        {
            // The last things that could be tried.
        }
    }

    /// <summary>Closes the session and ends the lease. Never throws; it may take as long as the driver likes.</summary>
    public async ValueTask DisposeAsync()
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

        _ending.Dispose();
    }
}
