namespace Quarry.Contracts;

/// <summary>A thread that a session over a blocking library owns, so that asynchronous callers never block a thread of the pool.</summary>
/// <remarks>Work runs in the order in which it is posted. The result is delivered on the thread pool, never on this thread.</remarks>
public sealed class SessionThread : IDisposable
{
    // A monitor, since the blocking collections spin before they wait, and a session waits most of the time.
    private readonly object _gate = new();
    private readonly Queue<Action> _queue = new();
    private readonly Thread _thread;
    private bool _ended;

    /// <summary>Starts the thread.</summary>
    /// <param name="name">Its name in a debugger.</param>
    public SessionThread(string name)
    {
        _thread = new Thread(Run) { IsBackground = true, Name = name };
        // Unsafe: the flow of the caller's AsyncLocals would be pinned for as long as the session lives.
        _thread.UnsafeStart();
    }

    /// <summary>True on the session's own thread.</summary>
    public bool IsCurrent => Thread.CurrentThread == _thread;

    /// <summary>Runs work on the thread.</summary>
    /// <typeparam name="T">Type of its result.</typeparam>
    /// <param name="work">What to do; it may block.</param>
    /// <returns>Its result, or its exception.</returns>
    /// <exception cref="ObjectDisposedException">The thread was ended.</exception>
    public Task<T> RunAsync<T>(Func<T> work)
    {
        ArgumentNullException.ThrowIfNull(work);
        var completion = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        Post(() =>
        {
            try
            {
                completion.SetResult(work());
            }
            catch (OperationCanceledException cancelled)
            {
                completion.SetCanceled(cancelled.CancellationToken);
            }
            catch (Exception error)
            {
                completion.SetException(error);
            }
        });
        return completion.Task;
    }

    /// <summary>Ends the thread after the work that was posted.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _ended = true;
            Monitor.Pulse(_gate);
        }
    }

    private void Post(Action work)
    {
        lock (_gate)
        {
            if (_ended)
            {
                throw new ObjectDisposedException(nameof(SessionThread), "The session is closed.");
            }

            _queue.Enqueue(work);
            Monitor.Pulse(_gate);
        }
    }

    private void Run()
    {
        while (Next() is { } work)
        {
            work();
        }
    }

    private Action? Next()
    {
        lock (_gate)
        {
            while (_queue.Count == 0)
            {
                if (_ended)
                {
                    return null;
                }

                Monitor.Wait(_gate);
            }

            return _queue.Dequeue();
        }
    }
}
