using Quarry.Contracts;
using Quarry.Engine.Calls;

namespace Quarry.Engine.Sessions;

internal sealed partial class ConnectionManager
{
    private static readonly TimeSpan s_shortestConnect = TimeSpan.FromSeconds(15);

    private void Perform(in PoolEffects effects)
    {
        for (int i = 0; i < effects.Count; i++)
        {
            Perform(effects[i]);
        }
    }

    private void Perform(PoolEffect effect)
    {
        switch (effect.Kind)
        {
            case PoolEffectKind.Deliver:
                effect.Waiter!.SetResult(effect.Entry!);
                break;
            case PoolEffectKind.Fail:
                effect.Waiter!.SetException(effect.IsShared ? ConnectFailure.For(effect.Error!) : effect.Error!);
                break;
            case PoolEffectKind.Expire:
                _metrics.TimedOut();
                effect.Waiter!.SetException(TimedOut(effect.Error));
                break;
            case PoolEffectKind.Open:
                // Not on the thread, nor in the context, of whoever happens to need a session.
                ThreadPool.UnsafeQueueUserWorkItem(static state => _ = state.Pool.OpenAsync(state.Generation), (Pool: this, effect.Generation), preferLocal: false);
                break;
            case PoolEffectKind.Close:
                _ = CloseAsync((SourceSession)effect.Entry!);
                break;
            case PoolEffectKind.Check:
                _ = CheckAsync((SourceSession)effect.Entry!);
                break;
            case PoolEffectKind.Reclaim:
                _ = ReclaimAsync((SourceSession)effect.Entry!);
                break;
            case PoolEffectKind.ReportLeak:
                Log.SessionLeaked(_logger, source, options.LeakThreshold!.Value, ((SourceSession)effect.Entry!).LentBy?.ToString() ?? "(unknown)");
                break;
            case PoolEffectKind.RetryLater:
                Start(_retry!, effect.Delay);
                break;
            case PoolEffectKind.ExpireLater:
                Start(_expiry!, effect.Delay);
                break;
            case PoolEffectKind.Drained:
                _drained.TrySetResult();
                break;
        }
    }

    private async Task OpenAsync(int generation)
    {
        PoolCore core = _core!;
        long started = _clock.GetTimestamp();
        TimeSpan limit = options.WaitTimeout > s_shortestConnect ? options.WaitTimeout.Value : s_shortestConnect;
        using var cancellation = new CallCancellation(_clock, services.DriverPatience, limit);
        using CancellationTokenRegistration closing = cancellation.EndWith(_closing.Token);
        cancellation.BeginWait();
        try
        {
            SourceSession session = await AttemptAsync(cancellation).ConfigureAwait(false);
            cancellation.EndWait();
            _metrics.Created(_clock.GetElapsedTime(started));
            Perform(core.Opened(session, generation, _clock.GetTimestamp()));
        }
        catch (Exception error)
        {
            Task? ended = (error as AbandonedCallException)?.Ended;
            Exception shown = cancellation.Cause == CancelCause.Timeout
                ? new QuarryException(ErrorKind.Transport, ErrorCodes.ConnectTimedOut,
                    $"Source \"{source}\" could not connect to {target} within {limit.TotalSeconds:0.###} s. Check that the server is up and reachable.")
                { Transient = true }
                : error;
            Log.ConnectFailed(_logger, source, shown.Message);
            Perform(core.OpenFailed(shown, ConnectFailure.IsLasting(shown), generation, ended is not null));
            if (ended is not null)
            {
                await ended.ConfigureAwait(false);
                Perform(core.OpenEnded());
            }
        }
    }

    // On a thread of its own: some drivers do not come back from the call that connects.
    private async Task<SourceSession> AttemptAsync(CallCancellation cancellation)
    {
        var attempt = new TaskCompletionSource<SourceSession>(TaskCreationOptions.RunContinuationsAsynchronously);
        ThreadPool.UnsafeQueueUserWorkItem(static state => _ = state.Pool.AttemptAsync(state.Attempt, state.Cancellation),
            (Pool: this, Attempt: attempt, Cancellation: cancellation), preferLocal: false);
        try
        {
            return await attempt.Task.WaitAsync(cancellation.Expired).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellation.Expired.IsCancellationRequested)
        {
            return attempt.Task.IsCompleted ? await attempt.Task.ConfigureAwait(false) : throw new AbandonedCallException(EndAsync(attempt.Task));
        }
    }

    private async Task AttemptAsync(TaskCompletionSource<SourceSession> attempt, CallCancellation cancellation)
    {
        try
        {
            attempt.SetResult(await opener.OpenAsync(cancellation).ConfigureAwait(false));
        }
        catch (Exception error)
        {
            attempt.SetException(error);
        }
    }

    private static async Task EndAsync(Task<SourceSession> attempt)
    {
        try
        {
            SourceSession late = await attempt.ConfigureAwait(false);
            await late.DisposeAsync().ConfigureAwait(false);
        }
        catch (AbandonedCallException abandoned)
        {
            await abandoned.Ended.ConfigureAwait(false);
        }
        catch (Exception)
        {
            // Nobody is left to be told.
        }
    }

    private async Task CloseAsync(SourceSession session)
    {
        Task closing = session.DisposeAsync().AsTask();
        try
        {
            await closing.WaitAsync(services.DriverPatience, _clock).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            Log.SessionSlowToClose(_logger, source, session.DriverId, services.DriverPatience);
            Perform(_core!.AbandonClosing(session));
            await closing.ConfigureAwait(false);
        }

        Perform(_core!.Closed(session));
    }

    private async Task CloseLaterAsync(SourceSession session, Task ended)
    {
        await ended.ConfigureAwait(false);
        await session.DisposeAsync().ConfigureAwait(false);
        Perform(_core!.Closed(session));
    }

    private async Task CheckAsync(SourceSession session)
    {
        bool isAlive = session.Lease.IsUsable && await IsAliveAsync(session).ConfigureAwait(false);
        Perform(_core!.Checked(session, isAlive, _clock.GetTimestamp()));
    }

    private async Task ReclaimAsync(SourceSession session)
    {
        Log.SessionReclaimed(_logger, source, session.LentBy?.ToString());
        try
        {
            if (session.TakeBack() is { } use)
            {
                await use.ReclaimAsync().ConfigureAwait(false);
            }
        }
        catch (AbandonedCallException abandoned)
        {
            session.GiveUp();
            Perform(_core!.AbandonClosing(session));
            await abandoned.Ended.ConfigureAwait(false);
        }
        catch (Exception error)
        {
            Log.SessionDiscarded(_logger, source, error.Message);
        }

        await CloseAsync(session).ConfigureAwait(false);
    }

    private void Retry() => Perform(_core!.Retry());

    private void Expire() => Perform(_core!.Expire(_clock.GetTimestamp()));

    private TimeSpan SweepPeriod()
    {
        TimeSpan period = TimeSpan.FromSeconds(10);
        foreach (TimeSpan? time in new[] { options.IdleTimeout / 10, options.Lifetime / 10, options.KeepAlive / 10, options.LeakThreshold / 2 })
        {
            period = time < period ? time.Value : period;
        }

        return period > TimeSpan.FromMilliseconds(10) ? period : TimeSpan.FromMilliseconds(10);
    }

    private void StartTimers()
    {
        TimeSpan period = SweepPeriod();
        using AsyncFlowControl flow = ExecutionContext.IsFlowSuppressed() ? default : ExecutionContext.SuppressFlow();
        _retry = _clock.CreateTimer(static state => ((ConnectionManager)state!).Retry(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _expiry = _clock.CreateTimer(static state => ((ConnectionManager)state!).Expire(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        // The clock holds a timer that runs, and a source that was forgotten is to be collected with its sessions.
        _sweeper = _clock.CreateTimer(static state => Sweep((WeakReference<ConnectionManager>)state!), new WeakReference<ConnectionManager>(this), period, period);
    }

    private static void Sweep(WeakReference<ConnectionManager> pool)
    {
        if (pool.TryGetTarget(out ConnectionManager? alive))
        {
            alive.Perform(alive._core!.Sweep(alive._clock.GetTimestamp()));
        }
    }

    private void Start(ITimer timer, long delay)
        => timer.Change(TimeSpan.FromMilliseconds(Math.Ceiling(1000.0 * delay / _clock.TimestampFrequency)), Timeout.InfiniteTimeSpan);
}
