namespace Quarry.Engine.Calls;

/// <summary>Everything that can end a query, in one token: the caller's tokens, the timeout, the source's end. The first cause wins.</summary>
/// <remarks>The timeout runs only between <see cref="BeginWait"/> and <see cref="EndWait"/>. <see cref="Expired"/> follows the token after
/// the patience that a driver is given to obey.</remarks>
internal sealed class CallCancellation : IDisposable
{
    private readonly CancellationTokenSource _cancel = new();
    private readonly TimeProvider _clock;
    private readonly TimeSpan _patience;
    private readonly ITimer? _timeout;
    private readonly Lock _gate = new();
    private TimeSpan _left;
    private long _waitingSince;
    private ITimer? _patienceTimer;
    private Reason? _reason;
    private CancellationTokenSource? _expired;
    private bool _disposed;

    public CallCancellation(TimeProvider clock, TimeSpan patience, TimeSpan? timeout)
    {
        (_clock, _patience, Timeout) = (clock, patience, timeout);
        if (timeout is { } limit)
        {
            _left = limit;
            _timeout = CreateTimer(static state => ((CallCancellation)state!).Cancel(CancelCause.Timeout), System.Threading.Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>What a driver gets.</summary>
    public CancellationToken Token => _cancel.Token;

    /// <summary>Cancelled when a driver has had its time to obey.</summary>
    public CancellationToken Expired => Patience.Token;

    public TimeSpan? Timeout { get; }

    // Only a call that does not end at once is waited for.
    private CancellationTokenSource Patience => LazyInitializer.EnsureInitialized(ref _expired, static () => new());

    public CancelCause Cause => _reason?.Cause ?? CancelCause.None;

    /// <summary>The caller's token that asked for the end, if one did.</summary>
    public CancellationToken CallerToken => _reason?.Token ?? default;

    /// <summary>Lets the caller's token end the query until the registration is disposed.</summary>
    public CancellationTokenRegistration Follow(CancellationToken token)
        => token.UnsafeRegister(static (state, cancelled) => ((CallCancellation)state!).Cancel(CancelCause.Caller, cancelled), this);

    /// <summary>Lets the source's end be the query's until the registration is disposed.</summary>
    public CancellationTokenRegistration EndWith(CancellationToken closing)
        => closing.UnsafeRegister(static (state, cancelled) => ((CallCancellation)state!).Cancel(CancelCause.SourceClosed, cancelled), this);

    public void Cancel(CancelCause cause, CancellationToken token = default)
    {
        lock (_gate)
        {
            if (_reason is not null || _disposed)
            {
                return;
            }

            _reason = new(cause, token);
            _patienceTimer = _patience > TimeSpan.Zero
                ? CreateTimer(static state => ((CallCancellation)state!).Patience.Cancel(), _patience)
                : null;
        }

        try
        {
            _cancel.Cancel();
        }
        catch (AggregateException)
        {
            // A driver's callback threw into whoever cancels. The query ends all the same, and its session is verified.
        }

        if (_patience <= TimeSpan.Zero)
        {
            Patience.Cancel();
        }
    }

    public void BeginWait()
    {
        if (_timeout is not null)
        {
            _waitingSince = _clock.GetTimestamp();
            _timeout.Change(_left > TimeSpan.Zero ? _left : TimeSpan.Zero, System.Threading.Timeout.InfiniteTimeSpan);
        }
    }

    public void EndWait()
    {
        if (_timeout is not null)
        {
            _timeout.Change(System.Threading.Timeout.InfiniteTimeSpan, System.Threading.Timeout.InfiniteTimeSpan);
            _left -= _clock.GetElapsedTime(_waitingSince);
        }
    }

    /// <summary>Ends the timers. The tokens stay usable: a driver may look at its token late.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _disposed = true;
            _timeout?.Dispose();
            _patienceTimer?.Dispose();
        }
    }

    private ITimer CreateTimer(TimerCallback callback, TimeSpan due)
    {
        if (ExecutionContext.IsFlowSuppressed())
        {
            return _clock.CreateTimer(callback, this, due, System.Threading.Timeout.InfiniteTimeSpan);
        }

        // A timer would otherwise pin the AsyncLocals of whoever started the query.
        using AsyncFlowControl flow = ExecutionContext.SuppressFlow();
        return _clock.CreateTimer(callback, this, due, System.Threading.Timeout.InfiniteTimeSpan);
    }

    private sealed record Reason(CancelCause Cause, CancellationToken Token);
}
