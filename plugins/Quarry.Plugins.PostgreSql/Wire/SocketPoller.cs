using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Quarry.Plugins.PostgreSql.Wire;

/// <summary>Watches the sockets of all sessions on one thread, each only when it is asked to: epoll with EPOLLONESHOT, so Linux only.</summary>
/// <remarks>
/// The runtime's own engine watches a socket for ever once it was used asynchronously, and wakes for each 8 KiB that a long answer brings: reading lineitem
/// (419 MB) with a thread that blocks then took 1.6 s of CPU instead of 0.6. Sources: https://man7.org/linux/man-pages/man7/epoll.7.html, epoll_ctl(2).
/// The thread ends with the last session, so that the plugin can be unloaded.
/// </remarks>
internal sealed unsafe partial class SocketPoller : IThreadPoolWorkItem
{
    private const int MaxEvents = 64;
    private const int CloseOnExec = 0x80000;
    private const int Add = 1;
    private const int Delete = 2;
    private const int Modify = 3;
    private const uint Readable = 0x1;
    private const uint PeerClosed = 0x2000;
    private const uint Once = 1u << 30;
    private const ulong StopKey = 0;
    private const int Interrupted = 4;

    private static readonly Lock s_gate = new();

    // struct epoll_event is packed on x86-64 (12 bytes) and has the natural alignment elsewhere.
    private static readonly int s_dataOffset = RuntimeInformation.ProcessArchitecture is Architecture.X64 or Architecture.X86 ? 4 : 8;
    private static SocketPoller? s_current;

    private readonly ConcurrentDictionary<ulong, SocketWait> _waits = new();
    private readonly ConcurrentQueue<SocketWait> _ready = new();
    private readonly int _epoll;
    private int _isQueued;
    private ulong _lastKey;
    private int _users;
    private int _stop;

    private SocketPoller(int epoll) => _epoll = epoll;

    /// <summary>Begins to watch over a socket.</summary>
    /// <param name="handle">The socket; its owner disposes what is returned before it closes the socket.</param>
    /// <returns>Null where this is not offered.</returns>
    public static SocketWait? Watch(SafeHandle handle)
    {
        if (!OperatingSystem.IsLinux())
        {
            return null;
        }

        lock (s_gate)
        {
            if ((s_current ??= Start()) is not { } poller)
            {
                return null;
            }

            poller._users++;
            ulong key = ++poller._lastKey;
            var wait = new SocketWait(poller, handle, key);
            poller._waits[key] = wait;
            return wait;
        }
    }

    /// <summary>Called on the thread pool: goes on where sockets can be read.</summary>
    public void Execute()
    {
        Volatile.Write(ref _isQueued, 0);
        while (_ready.TryDequeue(out SocketWait? wait))
        {
            // What goes on here may take its time.
            Queue();
            wait.Complete();
        }
    }

    /// <summary>Asks for one event when a socket can be read, or its peer is gone.</summary>
    /// <returns>False if the system refuses, as it does for a closed socket.</returns>
    public bool Arm(SafeHandle handle, ulong key, bool isFirst)
    {
        bool isHeld = false;
        try
        {
            handle.DangerousAddRef(ref isHeld);
            return Control(isFirst ? Add : Modify, (int)handle.DangerousGetHandle(), Readable | PeerClosed | Once, key);
        }
        catch (ObjectDisposedException)
        {
            return false;
        }
        finally
        {
            if (isHeld)
            {
                handle.DangerousRelease();
            }
        }
    }

    /// <summary>Ends the watch over a socket, and with the last the poller.</summary>
    public void Leave(SafeHandle handle, ulong key, bool isAdded)
    {
        _waits.TryRemove(key, out _);
        if (isAdded && !handle.IsClosed)
        {
            Control(Delete, (int)handle.DangerousGetHandle(), 0, key);
        }

        lock (s_gate)
        {
            if (--_users > 0)
            {
                return;
            }

            s_current = null;
        }

        // It can be read at once, which wakes the thread.
        _stop = EventFd(1, CloseOnExec);
        Control(Add, _stop, Readable, StopKey);
    }

    private static SocketPoller? Start()
    {
        int epoll = Create(CloseOnExec);
        if (epoll < 0)
        {
            return null;
        }

        var poller = new SocketPoller(epoll);
        new Thread(poller.Run) { IsBackground = true, Name = "PostgreSQL sockets" }.UnsafeStart();
        return poller;
    }

    private void Run()
    {
        int size = s_dataOffset + sizeof(ulong);
        byte* events = stackalloc byte[MaxEvents * size];
        while (true)
        {
            int count = Wait(_epoll, events, MaxEvents, -1);
            if (count < 0 && Marshal.GetLastPInvokeError() != Interrupted)
            {
                throw new InvalidOperationException($"epoll_wait failed: {Marshal.GetLastPInvokeErrorMessage()}.");
            }

            for (int i = 0; i < count; i++)
            {
                ulong key = Unsafe.ReadUnaligned<ulong>(events + (i * size) + s_dataOffset);
                if (key == StopKey)
                {
                    _ = Close(_epoll);
                    _ = Close(_stop);
                    return;
                }

                if (_waits.TryGetValue(key, out SocketWait? wait))
                {
                    _ready.Enqueue(wait);
                }
            }

            Queue();
        }
    }

    // One item for many sockets: each item can wake a thread.
    private void Queue()
    {
        if (!_ready.IsEmpty && Interlocked.Exchange(ref _isQueued, 1) == 0)
        {
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        }
    }

    private bool Control(int operation, int descriptor, uint events, ulong key)
    {
        byte* description = stackalloc byte[s_dataOffset + sizeof(ulong)];
        Unsafe.WriteUnaligned(description, events);
        Unsafe.WriteUnaligned(description + s_dataOffset, key);
        return Control(_epoll, operation, descriptor, description) == 0;
    }

    [LibraryImport("libc", EntryPoint = "epoll_create1")]
    private static partial int Create(int flags);

    [LibraryImport("libc", EntryPoint = "epoll_ctl")]
    private static partial int Control(int epoll, int operation, int descriptor, byte* description);

    [LibraryImport("libc", EntryPoint = "epoll_wait", SetLastError = true)]
    private static partial int Wait(int epoll, byte* events, int max, int milliseconds);

    [LibraryImport("libc", EntryPoint = "eventfd")]
    private static partial int EventFd(uint value, int flags);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int descriptor);
}
