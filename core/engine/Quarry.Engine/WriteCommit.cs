namespace Quarry.Engine;

/// <summary>When what is written becomes permanent.</summary>
public enum WriteCommit
{
    /// <summary>All rows at the end, or none.</summary>
    Whole,
    /// <summary>Each batch when it is written: a write that fails leaves those before, and its error says how many rows they are.</summary>
    PerBatch,
}
