namespace Quarry.Engine.Sessions;

/// <summary>The use of a session, which can be ended when its user was collected.</summary>
internal interface IReclaimable
{
    /// <summary>Ends the use. Nothing of it works in the session after that, or the task that tells when is in the exception.</summary>
    /// <exception cref="Calls.AbandonedCallException">A driver's call did not end in time.</exception>
    ValueTask ReclaimAsync();
}
