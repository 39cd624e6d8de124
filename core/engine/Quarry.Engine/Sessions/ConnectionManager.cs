using Microsoft.Extensions.Logging;
using Quarry.Contracts;
using Quarry.Engine.Calls;

namespace Quarry.Engine.Sessions;

/// <summary>Lends the sessions of one source: at most as many as the driver allows, idle ones first, each reset or verified before its next use.</summary>
internal sealed class ConnectionManager(string source, Target target, EngineServices services, SessionOpener opener, DriverCalls calls) : ISessions
{
    private readonly ILogger _logger = services.Loggers.CreateLogger("Quarry.Sessions");
    private readonly Lock _gate = new();
    private readonly TaskCompletionSource _drained = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private SessionKeeper? _keeper;
    private ObjectDisposedException? _closed;
    private int _live;

    /// <summary>Slots in use and idle, idle alone, and callers that wait.</summary>
    public (int Open, int Idle, int Waiting) Counts => _keeper?.Counts ?? default;

    /// <summary>The same with more detail.</summary>
    public PoolSnapshot Snapshot => new() { Idle = Counts.Idle, Used = Counts.Open - Counts.Idle, Waiting = Counts.Waiting };

    /// <summary>Lends a session. The caller gives it back by <see cref="ReturnAsync"/> or <see cref="Abandon"/>.</summary>
    public async ValueTask<SourceSession> ConnectAsync(CallCancellation cancellation)
    {
        SessionKeeper keeper = Keeper();
        if (await keeper.AcquireAsync(cancellation.Token).ConfigureAwait(false) is { } idle)
        {
            if (idle.Lease.IsUsable)
            {
                return idle;
            }

            // Its plugin was unloaded; the slot is kept for a session of the one that is loaded next.
            await CloseAsync(idle).ConfigureAwait(false);
        }

        Enter();
        try
        {
            return await opener.OpenAsync(cancellation).ConfigureAwait(false);
        }
        catch (AbandonedCallException abandoned)
        {
            _ = LeaveAsync(abandoned.Ended);
            keeper.Release(null);
            throw;
        }
        catch
        {
            Leave();
            keeper.Release(null);
            throw;
        }
    }

    /// <summary>Takes a session back.</summary>
    /// <param name="session">The session; nothing of it runs.</param>
    /// <param name="suspect">True if its last use failed, was cancelled or was cut short: it has to give a sign of life before it is used again.</param>
    public async ValueTask ReturnAsync(SourceSession session, bool suspect)
    {
        SessionKeeper keeper = Keeper();
        bool fit = false;
        try
        {
            if (_closed is null && session.Lease.IsUsable)
            {
                if (suspect)
                {
                    await calls.CleanUpAsync(session.DriverId, session.Session.PingAsync).ConfigureAwait(false);
                }

                await calls.CleanUpAsync(session.DriverId, session.Session.ResetAsync).ConfigureAwait(false);
                fit = true;
            }
        }
        catch (AbandonedCallException abandoned)
        {
            Abandon(session, abandoned.Ended);
            return;
        }
        catch (Exception error)
        {
            Log.SessionDiscarded(_logger, source, error.Message);
        }

        if (!fit || !keeper.Release(session))
        {
            try
            {
                await CloseAsync(session).ConfigureAwait(false);
            }
            finally
            {
                if (!fit)
                {
                    keeper.Release(null);
                }
            }
        }
    }

    /// <summary>Gives a session up that a driver still works in. Its slot is free at once; it is closed when the driver's call ends.</summary>
    public void Abandon(SourceSession session, Task ended)
    {
        Log.SessionAbandoned(_logger, source, session.DriverId, services.DriverPatience);
        try
        {
            session.Session.Cancel();
        }
        catch (Exception)
        {
            // The last thing that could be tried from another thread.
        }

        _ = CloseLaterAsync(session, ended);
        Keeper().Release(null);
    }

    /// <summary>Closes the idle sessions and refuses new callers; waits, within the engine's patience, for those in use.</summary>
    public async ValueTask CloseAsync()
    {
        SessionKeeper? keeper;
        lock (_gate)
        {
            _closed ??= new(nameof(Source), $"Source \"{source}\" is closed.");
            keeper = _keeper;
            CheckDrained();
        }

        foreach (SourceSession idle in keeper?.Close(_closed) ?? [])
        {
            await CloseAsync(idle).ConfigureAwait(false);
        }

        try
        {
            await _drained.Task.WaitAsync(services.DriverPatience, services.Clock).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            Log.SessionsLeft(_logger, source, _live);
        }
    }

    private async ValueTask CloseAsync(SourceSession session)
    {
        Task closing = LeaveAsync(session.CloseAsync());
        try
        {
            await closing.WaitAsync(services.DriverPatience, services.Clock).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            Log.SessionSlowToClose(_logger, source, session.DriverId, services.DriverPatience);
        }
    }

    private async Task CloseLaterAsync(SourceSession session, Task ended)
    {
        await ended.ConfigureAwait(false);
        await LeaveAsync(session.CloseAsync()).ConfigureAwait(false);
    }

    private SessionKeeper Keeper()
    {
        lock (_gate)
        {
            if (_closed is not null && _keeper is null)
            {
                throw _closed;
            }

            return _keeper ??= new(MaxSessions());
        }
    }

    private int MaxSessions()
    {
        using DriverLease lease = services.Drivers.Acquire(target);
        string driver = lease.Driver.Info.Id;
        int max = calls.Run(driver, () => lease.Driver.MaxSessions(target));
        return max > 0 ? max : throw new QuarryException(ErrorKind.Internal, ErrorCodes.BadSessionLimit,
            $"Driver \"{driver}\" says that {target} bears {max} sessions; MaxSessions has to return 1 or more. This is a defect of the plugin.");
    }

    private void Enter()
    {
        lock (_gate)
        {
            _live++;
        }
    }

    private void Leave()
    {
        lock (_gate)
        {
            _live--;
            CheckDrained();
        }
    }

    private async Task LeaveAsync(Task ended)
    {
        await ended.ConfigureAwait(false);
        Leave();
    }

    private void CheckDrained()
    {
        if (_closed is not null && _live == 0)
        {
            _drained.TrySetResult();
        }
    }
}
