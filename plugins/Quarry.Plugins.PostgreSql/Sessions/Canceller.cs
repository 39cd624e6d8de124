using System.Runtime.CompilerServices;
using Quarry.Contracts;

namespace Quarry.Plugins.PostgreSql.Sessions;

/// <summary>Ends what runs at the server when its scope asks for it, and nothing else.</summary>
/// <remarks>
/// A cancel request travels on a connection of its own and names the session, not the statement, so a late one could hit the next. The server closes
/// that connection after it has signalled the session's process, which ignores the signal when it next reads a command. So no command is sent
/// before every request's connection has ended: see <see cref="Settle"/>. For the same reason a request that arrives between two messages of one statement is
/// lost, so it is repeated until the statement ends. Source: https://www.postgresql.org/docs/current/protocol-flow.html#PROTOCOL-FLOW-CANCELING-REQUESTS
/// and PostgresMain in src/backend/tcop/postgres.c. A server that does not answer in time loses the connection.
/// </remarks>
/// <param name="link">The session's link.</param>
/// <param name="clock">The host's clock.</param>
/// <param name="patience">How long a server may take to end a cancelled statement.</param>
/// <param name="send">Sends a cancel request, and ends when the server has closed that connection.</param>
internal sealed class Canceller(Link link, TimeProvider clock, TimeSpan patience, Func<CancellationToken, Task> send)
{
    private static readonly TimeSpan s_repeat = TimeSpan.FromMilliseconds(100);

    private readonly Lock _gate = new();
    private CancelScope? _current;
    private CancelScope? _running;
    private Task<bool>? _sending;
    private TaskCompletionSource? _answered;
    private TaskCompletionSource? _idle;
    private ITimer? _watchdog;
    private int _watch;
    private bool _mustEnd;

    /// <summary>Makes a scope the one that <see cref="CancelCurrent"/> ends.</summary>
    public CancelScope Begin()
    {
        var scope = new CancelScope(this);
        lock (_gate)
        {
            _current = scope;
        }

        return scope;
    }

    /// <summary>The scope is over; requests to it no longer have an effect.</summary>
    public void End(CancelScope scope)
    {
        lock (_gate)
        {
            if (_current == scope)
            {
                _current = null;
            }
        }
    }

    /// <summary>Asks the current scope to end. What must not be cancelled gets a time limit instead.</summary>
    public void CancelCurrent()
    {
        lock (_gate)
        {
            _current?.Request(CancellationToken.None);
            if (_mustEnd)
            {
                Watch();
            }
        }
    }

    /// <summary>Marks the scope, and asks the server to end its statement if the session waits for it.</summary>
    public void Request(CancelScope scope, CancellationToken token)
    {
        lock (_gate)
        {
            scope.Mark(token);
            if (_running == scope)
            {
                Send();
            }
        }
    }

    /// <summary>Runs work that waits for the server on behalf of a scope. On the session's thread.</summary>
    /// <exception cref="OperationCanceledException">The scope was cancelled before.</exception>
    public T Run<T>(CancelScope scope, Func<T> work)
    {
        Enter(scope);
        try
        {
            return work();
        }
        finally
        {
            Leave();
            // Only now can no further request be made.
            Settle();
        }
    }

    /// <summary>Runs work that waits for the server on behalf of a scope, without a thread.</summary>
    /// <exception cref="OperationCanceledException">The scope was cancelled before.</exception>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    public async ValueTask RunAsync(CancelScope scope, Func<ValueTask> work)
    {
        Enter(scope);
        try
        {
            await work().ConfigureAwait(false);
        }
        finally
        {
            Leave();
            if (TakeSending() is { } sending)
            {
                EndUnless(await sending.ConfigureAwait(false));
            }
        }
    }

    /// <summary>Completes when nothing runs on behalf of a scope.</summary>
    public Task WhenIdleAsync()
    {
        lock (_gate)
        {
            return _running is null ? Task.CompletedTask : (_idle ??= new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
        }
    }

    /// <summary>Runs work that must be done, cancelled or not. On the session's thread.</summary>
    public T RunAlways<T>(Func<T> work)
    {
        lock (_gate)
        {
            _mustEnd = true;
        }

        try
        {
            return work();
        }
        finally
        {
            lock (_gate)
            {
                _mustEnd = false;
                Answered();
            }
        }
    }

    /// <summary>Limits the time that the server may take for the rest of what must be done; within <see cref="RunAlways"/>.</summary>
    public void Limit()
    {
        lock (_gate)
        {
            Watch();
        }
    }

    /// <summary>True while something runs that may wait for the server.</summary>
    public bool IsBusy
    {
        get
        {
            lock (_gate)
            {
                return _mustEnd || _running is not null;
            }
        }
    }

    /// <summary>Asks the server to end what is left of a statement that nobody wants any more; within <see cref="RunAlways"/>.</summary>
    public void Interrupt()
    {
        lock (_gate)
        {
            Send();
        }
    }

    /// <summary>Waits until no cancel request is on its way. On the session's thread, after the answer to a statement and before the next.</summary>
    public void Settle()
    {
        if (TakeSending() is { } sending)
        {
            EndUnless(sending.GetAwaiter().GetResult());
        }
    }

    private void EndUnless(bool hasArrived)
    {
        if (!hasArrived)
        {
            // Nobody knows when it does.
            link.Connection.MarkBroken();
        }
    }

    private Task<bool>? TakeSending()
    {
        lock (_gate)
        {
            (Task<bool>? sending, _sending) = (_sending, null);
            _answered?.TrySetResult();
            return sending;
        }
    }

    private void Enter(CancelScope scope)
    {
        lock (_gate)
        {
            if (scope.Requested)
            {
                throw scope.Exception();
            }

            _running = scope;
        }
    }

    private void Leave()
    {
        lock (_gate)
        {
            _running = null;
            Answered();
            _idle?.SetResult();
            _idle = null;
        }
    }

    private void Send()
    {
        if (_sending is null)
        {
            _answered = new(TaskCreationOptions.RunContinuationsAsynchronously);
            _sending = SendAsync(_answered.Task);
        }

        Watch();
    }

    private async Task<bool> SendAsync(Task answered)
    {
        // Away from the caller, who holds the lock.
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        using var limit = new CancellationTokenSource(patience, clock);
        try
        {
            while (!answered.IsCompleted)
            {
                await send(limit.Token).ConfigureAwait(false);
                await Task.WhenAny(answered, Task.Delay(s_repeat, clock, limit.Token)).ConfigureAwait(false);
                limit.Token.ThrowIfCancellationRequested();
            }

            return true;
        }
        catch (Exception error) when (error is QuarryException or OperationCanceledException)
        {
            return false;
        }
    }

    private void Watch()
    {
        int watch = _watch;
        _watchdog ??= clock.CreateTimer(_ => Expire(watch), null, patience, Timeout.InfiniteTimeSpan);
    }

    // A timer may still call after it was disposed: then the answer came in time.
    private void Expire(int watch)
    {
        lock (_gate)
        {
            if (_watch == watch)
            {
                link.Connection.Abort();
            }
        }
    }

    private void Answered()
    {
        _watchdog?.Dispose();
        _watchdog = null;
        _watch++;
        _answered?.TrySetResult();
    }
}
