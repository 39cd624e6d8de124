namespace Quarry.Engine;

/// <summary>When what is written becomes permanent.</summary>
public enum WriteCommit
{
    /// <summary>The table and all rows at the end, or nothing: a write that fails leaves the target as it was.</summary>
    Whole,
    /// <summary>Each batch when it is written, and before them the table if the write creates it: a write that fails leaves those before, and its error says
    /// how many rows they are.</summary>
    PerBatch,
}
