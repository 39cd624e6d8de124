namespace Quarry.Contracts;

/// <summary>What the failure of one statement of a batch does to the others.</summary>
public enum BatchMode
{
    /// <summary>All or none: the first failure ends the batch, and nothing of it stays.</summary>
    Atomic,
    /// <summary>Each statement stands alone: those that succeed stay, those after a failure run.</summary>
    ContinueOnError,
}
