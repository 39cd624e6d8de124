using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Logging;
using Quarry.Contracts;
using Quarry.Engine.Calls;
using Quarry.Engine.Telemetry;

namespace Quarry.Engine.Sessions;

/// <summary>Lends the sessions of one source by the rules of <see cref="PoolCore"/>, whose effects it performs. Callers never connect themselves.</summary>
internal sealed partial class ConnectionManager(
    string source, Target target, EngineServices services, SessionOpener opener, DriverCalls calls, PoolOptions options) : ISessions, IAsyncDisposable
{
    private readonly ILogger _logger = services.Loggers.CreateLogger("Quarry.Sessions");
    private readonly TimeProvider _clock = services.Clock;
    private readonly Lock _gate = new();
    private readonly TaskCompletionSource _drained = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _closing = new();
    private readonly PoolMetrics _metrics = new(source);
    private volatile PoolCore? _core;
    private ITimer? _sweeper;
    private ITimer? _retry;
    private ITimer? _expiry;
    private ObjectDisposedException? _closed;

    public PoolSnapshot Snapshot => _core?.Snapshot ?? new();

    /// <summary>Lends a session. The caller gives it back by <see cref="ReturnAsync"/> or <see cref="Abandon"/>.</summary>
    public ValueTask<SourceSession> ConnectAsync(CallCancellation cancellation)
    {
        PoolCore core = _core ?? Start();
        cancellation.Token.ThrowIfCancellationRequested();
        // Taken here: after a wait the stack is no longer the caller's.
        StackTrace? stack = options.LeakThreshold is null ? null : new(1, fNeedFileInfo: true);
        var session = (SourceSession?)core.TryRent(_clock.GetTimestamp());
        if (session is null || session.NeedsCheck || !session.Lease.IsUsable)
        {
            return WaitAsync(core, session, stack, cancellation);
        }

        if (PoolMetrics.CountsWait)
        {
            _metrics.Waited(TimeSpan.Zero);
        }

        session.LentBy = stack;
        return new(session);
    }

    /// <summary>Takes a session back.</summary>
    /// <param name="session">The session; nothing of it runs.</param>
    /// <param name="suspect">True if its last use failed, was cancelled or was cut short: it has to give a sign of life before it is used again.</param>
    public ValueTask ReturnAsync(SourceSession session, bool suspect)
    {
        session.TakeBack();
        CountUse(session);
        if (_closed is not null || !session.Lease.IsUsable)
        {
            Perform(_core!.Return(session, isFit: false, _clock.GetTimestamp()));
            return default;
        }

        if (suspect)
        {
            return ResetAsync(session, suspect, null);
        }

        ValueTask reset;
        try
        {
            reset = session.Session.ResetAsync(session.Ending);
        }
        catch (Exception error)
        {
            reset = ValueTask.FromException(error);
        }

        if (!reset.IsCompletedSuccessfully)
        {
            return ResetAsync(session, suspect, reset);
        }

        reset.GetAwaiter().GetResult();
        Perform(_core!.Return(session, isFit: true, _clock.GetTimestamp()));
        return default;
    }

    /// <summary>Gives a session up that a driver still works in. Its slot is free at once; it is closed when the driver's call ends.</summary>
    public void Abandon(SourceSession session, Task ended)
    {
        session.TakeBack();
        Log.SessionAbandoned(_logger, source, session.DriverId, services.DriverPatience);
        session.GiveUp();
        Perform(_core!.Abandon(session));
        _ = CloseLaterAsync(session, ended);
    }

    /// <summary>Closes the idle sessions, and those in use when they come back; what waits gets new ones.</summary>
    public void Clear()
    {
        if (_core is { } core)
        {
            Perform(core.Clear(null));
        }
    }

    /// <summary>Learns from an error of a session in use whether the server is gone.</summary>
    public void Observe(SourceSession session, Exception error)
    {
        if (_core is { } core && ConnectFailure.IsFatal(error))
        {
            PoolEffects effects = core.Clear(session.Generation);
            if (effects.Count > 0)
            {
                Log.PoolCleared(_logger, source, error.Message);
            }

            Perform(effects);
        }
    }

    public void LendTo(SourceSession session, object user, IReclaimable use) => session.LendTo(user, use);

    /// <summary>Closes the idle sessions and refuses new callers; waits, within the engine's patience, for those in use.</summary>
    public async ValueTask DisposeAsync()
    {
        PoolCore? core;
        bool isFirst;
        lock (_gate)
        {
            isFirst = _closed is null;
            _closed ??= new(nameof(Source), $"Source \"{source}\" is closed.");
            core = _core;
        }

        if (isFirst)
        {
            await _closing.CancelAsync().ConfigureAwait(false);
        }

        if (core is not null)
        {
            await CloseAsync(core, _closed).ConfigureAwait(false);
        }

        _metrics.Dispose();
    }

    private async ValueTask CloseAsync(PoolCore core, ObjectDisposedException reason)
    {
        Perform(core.Close(reason));
        foreach (ITimer? timer in new[] { _sweeper, _retry, _expiry })
        {
            timer?.Dispose();
        }

        try
        {
            await _drained.Task.WaitAsync(services.DriverPatience, _clock).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            PoolSnapshot left = core.Snapshot;
            Log.SessionsLeft(_logger, source, left.Total + left.Stuck);
        }
    }

    private async ValueTask<SourceSession> WaitAsync(PoolCore core, SourceSession? session, StackTrace? stack, CallCancellation cancellation)
    {
        long started = _clock.GetTimestamp();
        bool isFirst = false;
        while (true)
        {
            session ??= await TakeAsync(core, started, isFirst, cancellation.Token).ConfigureAwait(false);
            if (session.Lease.IsUsable && (!session.NeedsCheck || await IsAliveAsync(session).ConfigureAwait(false)))
            {
                _metrics.Waited(_clock.GetElapsedTime(started));
                session.LentBy = stack;
                return session;
            }

            // Dead, given up by its check, or its plugin was unloaded. Another one takes its place.
            Perform(core.Return(session, isFit: false, _clock.GetTimestamp()));
            session = null;
            isFirst = true;
        }
    }

    private async ValueTask<SourceSession> TakeAsync(PoolCore core, long started, bool isFirst, CancellationToken cancellationToken)
    {
        var waiter = new PoolWaiter(started);
        Perform(core.Enqueue(waiter, _clock.GetTimestamp(), isFirst));
        if (waiter.Task.IsCompleted)
        {
            return (SourceSession)await waiter.Task.ConfigureAwait(false);
        }

        using CancellationTokenRegistration registration = cancellationToken.UnsafeRegister((_, token) =>
        {
            if (core.Leave(waiter))
            {
                waiter.TrySetCanceled(token);
            }
        }, null);
        return (SourceSession)await waiter.Task.ConfigureAwait(false);
    }

    private void CountUse(SourceSession session)
    {
        if (session.IsReportedLeak)
        {
            Log.SessionCameBackLate(_logger, source, _clock.GetElapsedTime(session.LentAt));
        }

        if (PoolMetrics.CountsUse)
        {
            _metrics.Used(_clock.GetElapsedTime(session.LentAt));
        }
    }

    // A session that does not answer says so of its whole generation if the way to the server is cut.
    private async ValueTask<bool> IsAliveAsync(SourceSession session)
    {
        try
        {
            await CallAsync(session, session.Session.PingAsync).ConfigureAwait(false);
            return true;
        }
        catch (AbandonedCallException abandoned)
        {
            Abandon(session, abandoned.Ended);
        }
        catch (Exception error)
        {
            Log.SessionDiscarded(_logger, source, error.Message);
            Observe(session, error);
        }

        return false;
    }

    private async ValueTask ResetAsync(SourceSession session, bool suspect, ValueTask? started)
    {
        bool fit = !suspect || await IsAliveAsync(session).ConfigureAwait(false);
        try
        {
            if (fit)
            {
                if (started is { } reset)
                {
                    await calls.FinishAsync(session.DriverId, reset, session.GiveUp).ConfigureAwait(false);
                }
                else
                {
                    await CallAsync(session, session.Session.ResetAsync).ConfigureAwait(false);
                }
            }
        }
        catch (AbandonedCallException abandoned)
        {
            Abandon(session, abandoned.Ended);
            return;
        }
        catch (Exception error)
        {
            fit = false;
            Log.SessionDiscarded(_logger, source, error.Message);
            Observe(session, error);
        }

        Perform(_core!.Return(session, fit, _clock.GetTimestamp()));
    }

    private ValueTask CallAsync(SourceSession session, Func<CancellationToken, ValueTask> call)
    {
        ValueTask started;
        try
        {
            started = call(session.Ending);
        }
        catch (Exception error)
        {
            started = ValueTask.FromException(error);
        }

        return calls.FinishAsync(session.DriverId, started, session.GiveUp);
    }

    private PoolCore Start()
    {
        int max = MaxSessions();
        lock (_gate)
        {
            if (_closed is not null)
            {
                throw _closed;
            }

            if (_core is { } started)
            {
                return started;
            }

            var core = new PoolCore(PoolLimits.Of(options, max, _clock), Random.Shared.NextDouble);
            StartTimers();
            _metrics.Observe(core, options.MinSessions);
            _core = core;
            return core;
        }
    }

    private int MaxSessions()
    {
        if (_closed is { } closed)
        {
            throw closed;
        }

        using DriverLease lease = services.Drivers.Acquire(target);
        string driver = lease.Driver.Info.Id;
        int max = calls.Run(driver, () => lease.Driver.MaxSessions(target));
        return max > 0 ? max : throw new QuarryException(ErrorKind.Internal, ErrorCodes.BadSessionLimit,
            $"Driver \"{driver}\" says that {target} bears {max} sessions; MaxSessions has to return 1 or more. This is a defect of the plugin.");
    }

    private QuarryException TimedOut(Exception? cause)
    {
        PoolSnapshot now = Snapshot;
        string why = cause is not null
            ? $"The last attempt to connect failed: {cause.Message}"
            : now.Idle + now.Used == 0 && now.Opening + now.Stuck > 0
                ? $"No attempt to connect to {target} has had an answer yet: check that the server is up and reachable."
                : "Raise PoolOptions.MaxSessions or WaitTimeout, or dispose streams sooner.";
        return new(ErrorKind.Resource, ErrorCodes.PoolTimedOut, string.Create(CultureInfo.InvariantCulture,
            $"No session of source \"{source}\" came free within {options.WaitTimeout?.TotalSeconds:0.###} s: {now.Total} of at most {now.Max} (idle {now.Idle}, used {now.Used}, opening {now.Opening}, closing {now.Closing}), waiting {now.Waiting}. {why}"),
            cause)
        { Transient = true };
    }
}
