namespace Quarry.Contracts;

/// <summary>What became of one statement of a batch.</summary>
public enum BatchStatus
{
    /// <summary>It ran, and what it changed stays (within a transaction of the caller: until that ends).</summary>
    Succeeded,
    /// <summary>It failed; the error says why.</summary>
    Failed,
    /// <summary>It ran, and was undone because another failed.</summary>
    RolledBack,
    /// <summary>It did not run because one before it failed.</summary>
    NotRun,
}
