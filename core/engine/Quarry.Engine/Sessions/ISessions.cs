using Quarry.Engine.Calls;

namespace Quarry.Engine.Sessions;

/// <summary>Lends sessions: those of a source, or the one of a transaction. What is lent comes back by <see cref="ReturnAsync"/> or <see cref="Abandon"/>.</summary>
internal interface ISessions
{
    /// <summary>Lends a session.</summary>
    ValueTask<SourceSession> ConnectAsync(CallCancellation cancellation);

    /// <summary>Takes a session back.</summary>
    /// <param name="session">The session; nothing of it runs.</param>
    /// <param name="suspect">True if its last use failed, was cancelled or was cut short.</param>
    ValueTask ReturnAsync(SourceSession session, bool suspect);

    /// <summary>Gives a session up that a driver still works in.</summary>
    /// <param name="session">The session.</param>
    /// <param name="ended">Completes when the driver's call has ended.</param>
    void Abandon(SourceSession session, Task ended);
}
