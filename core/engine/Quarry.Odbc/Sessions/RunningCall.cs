using Quarry.Odbc.Native;

namespace Quarry.Odbc.Sessions;

/// <summary>One use of a session that can be cancelled: it begins before the first call of the driver manager and ends after the last.</summary>
/// <remarks>SQLCancel is the one function that may come from another thread. It comes only while a statement of this use runs, and the use does not go on before
/// it has returned, so that no request can reach the next use's statement.</remarks>
internal sealed class RunningCall(bool canCancel, TimeProvider clock)
{
    private static readonly TimeSpan s_longestPause = TimeSpan.FromSeconds(10);

    private readonly Lock _gate = new();
    private StatementHandle? _running;
    private CancellationToken _token;
    private ITimer? _again;
    private TimeSpan _pause = TimeSpan.FromMilliseconds(50);

    /// <summary>True once somebody asked for the end.</summary>
    public bool Requested { get; private set; }

    /// <summary>Ends the use when a token is cancelled.</summary>
    public CancellationTokenRegistration Follow(CancellationToken cancellationToken)
        => cancellationToken.UnsafeRegister(static (state, token) => ((RunningCall)state!).Request(token), this);

    /// <summary>Asks for the end; returns at once, and may come from any thread.</summary>
    public void Request(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (Requested)
            {
                return;
            }

            (Requested, _token) = (true, cancellationToken);
            if (_running is null || !canCancel)
            {
                return;
            }
        }

        // The driver may need a connection of its own to reach the server.
        ThreadPool.UnsafeQueueUserWorkItem(static call => call.CancelNow(), this, preferLocal: false);
    }

    /// <summary>Runs calls on a statement.</summary>
    /// <exception cref="OperationCanceledException">The end was asked for.</exception>
    public T Run<T>(StatementHandle statement, Func<T> work)
    {
        lock (_gate)
        {
            ThrowIfRequested();
            _running = statement;
        }

        try
        {
            return work();
        }
        finally
        {
            lock (_gate)
            {
                _running = null;
                _again?.Dispose();
            }
        }
    }

    public void ThrowIfRequested()
    {
        if (Requested)
        {
            throw Exception();
        }
    }

    public OperationCanceledException Exception() => new("The statement was cancelled.", _token.IsCancellationRequested ? _token : default);

    private void CancelNow()
    {
        lock (_gate)
        {
            if (_running is not { IsClosed: false } statement)
            {
                _again?.Dispose();
                return;
            }

            _ = OdbcApi.SQLCancel(statement);
            // Drivers forget a request that comes between two calls of the statement: it is made again until the use ends.
            _again ??= clock.CreateTimer(static call => ((RunningCall)call!).CancelNow(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            _again.Change(_pause, Timeout.InfiniteTimeSpan);
            _pause = TimeSpan.FromTicks(Math.Min(_pause.Ticks * 2, s_longestPause.Ticks));
        }
    }
}
