using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Threading.Tasks.Sources;

namespace Quarry.Plugins.PostgreSql.Wire;

/// <summary>Waits without a thread until a socket can be read. One wait at a time.</summary>
internal sealed class SocketWait(SocketPoller poller, SafeHandle handle, ulong key) : IValueTaskSource, IDisposable
{
    private ManualResetValueTaskSourceCore<bool> _core;
    private bool _isAdded;
    private int _isWaiting;

    /// <summary>Waits until there are bytes, or the connection has ended; what waits goes on on the thread pool.</summary>
    /// <exception cref="SocketException">The socket is closed.</exception>
    public ValueTask ReadableAsync()
    {
        _core.Reset();
        Volatile.Write(ref _isWaiting, 1);
        bool isFirst = !_isAdded;
        _isAdded = true;
        return poller.Arm(handle, key, isFirst) ? new(this, _core.Version) : throw new SocketException((int)SocketError.NotSocket);
    }

    /// <summary>The event has come: what waits goes on here.</summary>
    public void Complete()
    {
        // An event of before may still be on its way.
        if (Interlocked.Exchange(ref _isWaiting, 0) == 1)
        {
            _core.SetResult(true);
        }
    }

    public void Dispose() => poller.Leave(handle, key, _isAdded);

    void IValueTaskSource.GetResult(short token) => _core.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource.GetStatus(short token) => _core.GetStatus(token);

    void IValueTaskSource.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) => _core.OnCompleted(continuation, state, token, flags);
}
