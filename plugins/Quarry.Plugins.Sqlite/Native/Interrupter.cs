using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Quarry.Plugins.Sqlite.Native;

/// <summary>Ends what runs in the library when its scope asks for it, and nothing else.</summary>
/// <remarks>
/// <c>sqlite3_interrupt</c> sets a flag that the library clears only when a statement starts and no other is active. So it is called only
/// while the scope's own work is in the library, under the lock that the work takes to enter and leave; and whoever finds its scope requested
/// resets its statement, which is the only active one. A request that comes between entering and the clearing of the flag would be lost:
/// the progress handler, which reads the scope, catches it. The library's own busy handler sleeps through an interrupt; this one does not.
/// </remarks>
internal sealed unsafe class Interrupter(TimeProvider clock, TimeSpan busyTimeout) : IDisposable
{
    // Instructions of SQLite's virtual machine: some 50 µs of work, against some 20 ns for the call.
    private const int ProgressInterval = 4096;

    private readonly Lock _gate = new();
    private readonly ManualResetEventSlim _wake = new();
    private GCHandle _self;
    private nint _database;
    private long _busySince;
    private CancelScope? _current;
    private volatile CancelScope? _running;

    /// <summary>How long a statement waits for a lock. On the session's thread.</summary>
    public TimeSpan BusyTimeout { get; set; } = busyTimeout;

    /// <summary>Installs the handlers on an open connection.</summary>
    public void Attach(nint database)
    {
        if (!_self.IsAllocated)
        {
            _self = GCHandle.Alloc(this);
        }

        lock (_gate)
        {
            _database = database;
        }

        SqliteApi.BusyHandler(database, &OnBusy, GCHandle.ToIntPtr(_self));
        SqliteApi.ProgressHandler(database, ProgressInterval, &OnProgress, GCHandle.ToIntPtr(_self));
    }

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

    /// <summary>Asks the current scope to end, if there is one.</summary>
    public void CancelCurrent()
    {
        lock (_gate)
        {
            _current?.Request(CancellationToken.None);
        }
    }

    /// <summary>Marks the scope, and interrupts the library if it is at this scope's work.</summary>
    public void Request(CancelScope scope, CancellationToken token)
    {
        lock (_gate)
        {
            scope.Mark(token);
            if (_running == scope)
            {
                _wake.Set();
                // While a connection is being opened there is none yet, and the library takes what it is given.
                if (_database != 0)
                {
                    SqliteApi.Interrupt(_database);
                }
            }
        }
    }

    /// <summary>Runs work in the library on behalf of a scope.</summary>
    /// <exception cref="OperationCanceledException">The scope was cancelled before.</exception>
    public T Run<T>(CancelScope scope, Func<T> work)
    {
        lock (_gate)
        {
            if (scope.Requested)
            {
                throw scope.Exception();
            }

            _wake.Reset();
            _running = scope;
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
            }
        }
    }

    /// <summary>Frees what the handlers needed; the connection is closed.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _database = 0;
        }

        if (_self.IsAllocated)
        {
            _self.Free();
        }

        _wake.Dispose();
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int OnProgress(nint self) => ((Interrupter)GCHandle.FromIntPtr(self).Target!)._running is { Requested: true } ? 1 : 0;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int OnBusy(nint self, int attempt) => ((Interrupter)GCHandle.FromIntPtr(self).Target!).WaitForLock(attempt) ? 1 : 0;

    /// <summary>Waits a little for another connection's lock; false to give up.</summary>
    private bool WaitForLock(int attempt)
    {
        if (attempt == 0)
        {
            _busySince = clock.GetTimestamp();
        }

        TimeSpan left = BusyTimeout - clock.GetElapsedTime(_busySince);
        if (left <= TimeSpan.Zero || _running is { Requested: true })
        {
            return false;
        }

        int milliseconds = Math.Min(1 << Math.Min(attempt, 6), (int)Math.Ceiling(left.TotalMilliseconds));
        return !_wake.Wait(milliseconds);
    }
}
