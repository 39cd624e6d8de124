using Quarry.Engine.Calls;
using Quarry.Engine.Sessions;

namespace Quarry.Engine.Execution;

/// <summary>Where a query gets its session from, and gives it back to: the source's pool, or a transaction.</summary>
internal abstract class SessionUse
{
    /// <summary>True if the caller has a transaction open in the session.</summary>
    public abstract bool IsTransaction { get; }

    public abstract ValueTask<SourceSession> AcquireAsync(CallCancellation cancellation);

    /// <summary>Takes the session back; nothing of it runs.</summary>
    /// <param name="session">The session.</param>
    /// <param name="suspect">True if its use failed, was cancelled or was cut short.</param>
    public abstract ValueTask ReleaseAsync(SourceSession session, bool suspect);

    /// <summary>Gives a session up in which a driver still works.</summary>
    /// <param name="session">The session.</param>
    /// <param name="ended">When the driver's call has ended.</param>
    public abstract void Abandon(SourceSession session, Task ended);

    /// <summary>A statement that defines, changes or drops objects has run.</summary>
    public abstract void Defined();
}
