namespace Quarry.Engine.Sessions;

/// <summary>Counts the sessions of a source, keeps the idle ones, and lets callers wait in order. It does no I/O. Safe from any thread.</summary>
/// <remarks>A slot is held from <see cref="AcquireAsync"/> to <see cref="Release"/>. Whether a waiter is served or cancelled is decided once, under the
/// lock, by who removes it from the queue: a slot can be neither lost nor handed out twice.</remarks>
internal sealed class SessionKeeper(int max)
{
    private readonly Lock _gate = new();
    private readonly Stack<SourceSession> _idle = [];
    private readonly LinkedList<Waiter> _waiters = [];
    private int _slots;
    private Exception? _closed;

    /// <summary>Slots in use and idle, idle alone, and callers that wait.</summary>
    public (int Open, int Idle, int Waiting) Counts
    {
        get
        {
            lock (_gate)
            {
                return (_slots, _idle.Count, _waiters.Count);
            }
        }
    }

    /// <summary>Takes a slot.</summary>
    /// <returns>The session that was used last, or null: the caller opens one.</returns>
    /// <exception cref="ObjectDisposedException">The keeper was closed.</exception>
    public async ValueTask<SourceSession?> AcquireAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        LinkedListNode<Waiter> node;
        lock (_gate)
        {
            if (_closed is not null)
            {
                throw _closed;
            }

            if (_idle.TryPop(out SourceSession? session))
            {
                return session;
            }

            if (_slots < max)
            {
                _slots++;
                return null;
            }

            node = _waiters.AddLast(new Waiter());
        }

        using CancellationTokenRegistration registration = cancellationToken.UnsafeRegister((_, token) => Leave(node, token), null);
        return await node.Value.Task.ConfigureAwait(false);
    }

    /// <summary>Gives a slot back.</summary>
    /// <param name="session">The session in it, fit for the next user; null if there is none any more.</param>
    /// <returns>False if the keeper was closed: the caller closes the session.</returns>
    public bool Release(SourceSession? session)
    {
        Waiter? next = null;
        lock (_gate)
        {
            if (_waiters.First is { } first)
            {
                _waiters.RemoveFirst();
                next = first.Value;
            }
            else if (session is not null && _closed is null)
            {
                _idle.Push(session);
            }
            else
            {
                _slots--;
                return session is null;
            }
        }

        next?.SetResult(session);
        return true;
    }

    /// <summary>Serves nobody any more.</summary>
    /// <returns>The idle sessions, which the caller closes.</returns>
    public IReadOnlyList<SourceSession> Close(Exception reason)
    {
        Waiter[] waiters;
        SourceSession[] idle;
        lock (_gate)
        {
            _closed ??= reason;
            waiters = [.. _waiters];
            idle = [.. _idle];
            _waiters.Clear();
            _idle.Clear();
            _slots -= idle.Length;
        }

        foreach (Waiter waiter in waiters)
        {
            waiter.SetException(reason);
        }

        return idle;
    }

    private void Leave(LinkedListNode<Waiter> node, CancellationToken token)
    {
        lock (_gate)
        {
            if (node.List is null)
            {
                return;
            }

            _waiters.Remove(node);
        }

        node.Value.SetCanceled(token);
    }

    // Completed asynchronously: otherwise the next user's code would run on the thread of whoever gives a session back.
    private sealed class Waiter() : TaskCompletionSource<SourceSession?>(TaskCreationOptions.RunContinuationsAsynchronously);
}
