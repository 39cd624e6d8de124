namespace Quarry.Engine.Calls;

/// <summary>A driver did not obey a cancellation in time. Its session must not be touched before <see cref="Ended"/>.</summary>
internal sealed class AbandonedCallException(Task ended) : Exception("The driver did not obey a cancellation in time.")
{
    /// <summary>Completes, always successfully, when the call has ended after all and its late result is disposed.</summary>
    public Task Ended { get; } = ended;

    /// <summary>True if the call was a COMMIT: whether it took place is not known.</summary>
    public bool WasCommit { get; init; }

    /// <summary>True if it was no COMMIT, but a statement whose own commit may have taken place.</summary>
    public bool MayHaveCommitted { get; init; }
}
