using Quarry.Columnar.Wire;

namespace Quarry.Columnar.Reading;

/// <summary>Lets one call of a reader in at a time, and keeps the buffer that it fills until it has ended.</summary>
/// <param name="owner">The reader's type, for errors.</param>
/// <param name="bytes">What calls fill; given back once the reader is disposed and no call is under way.</param>
internal sealed class CallGate(Type owner, ByteWriter bytes)
{
    private const int Idle = 0, Busy = 1, Disposed = 2;

    private int _state;

    public bool IsDisposed => Volatile.Read(ref _state) == Disposed;

    /// <exception cref="ObjectDisposedException">The reader is disposed.</exception>
    /// <exception cref="InvalidOperationException">Another call is under way.</exception>
    public void Enter()
    {
        int before = Interlocked.CompareExchange(ref _state, Busy, Idle);
        ObjectDisposedException.ThrowIf(before == Disposed, owner);
        if (before == Busy)
        {
            throw new InvalidOperationException("Another call of this reader is under way. Await it before the next.");
        }
    }

    public void Exit()
    {
        if (Interlocked.CompareExchange(ref _state, Idle, Busy) == Disposed)
        {
            bytes.Dispose();
        }
    }

    /// <summary>Lets nobody in any more.</summary>
    /// <returns>False if this was called before.</returns>
    public bool Close()
    {
        int before = Interlocked.Exchange(ref _state, Disposed);

        // A call under way still uses the buffer and gives it back itself.
        if (before == Idle)
        {
            bytes.Dispose();
        }

        return before != Disposed;
    }
}
