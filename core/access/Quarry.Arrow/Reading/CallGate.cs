namespace Quarry.Arrow.Reading;

/// <summary>What a reader does.</summary>
internal enum CallState
{
    Idle,
    Busy,
    Closed,
}

/// <summary>Lets one call in at a time, and tells who may release what the calls use: the last call where it is closed during one.</summary>
internal sealed class CallGate
{
    private volatile CallState _state;

    public bool IsClosed => _state == CallState.Closed;

    /// <exception cref="InvalidOperationException">A call is under way.</exception>
    /// <exception cref="ObjectDisposedException">The gate is closed.</exception>
    public void Enter(object reader)
    {
        CallState before = Interlocked.CompareExchange(ref _state, CallState.Busy, CallState.Idle);
        ObjectDisposedException.ThrowIf(before == CallState.Closed, reader);
        if (before == CallState.Busy)
        {
            throw new InvalidOperationException("Another call of this reader is under way. Await it before the next.");
        }
    }

    /// <summary>Ends a call.</summary>
    /// <returns>False if the gate was closed meanwhile.</returns>
    public bool TryExit() => Interlocked.CompareExchange(ref _state, CallState.Idle, CallState.Busy) == CallState.Busy;

    /// <summary>Closes the gate.</summary>
    /// <returns>What it was before.</returns>
    public CallState Close() => Interlocked.Exchange(ref _state, CallState.Closed);
}
