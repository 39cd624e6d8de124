namespace Quarry.Engine;

/// <summary>How batches are written into a table.</summary>
public sealed record WriteOptions
{
    /// <summary>Adds to a table that exists, all rows or none.</summary>
    public static WriteOptions Default { get; } = new();

    /// <summary>What happens to the table.</summary>
    public WriteMode Mode { get; init; }

    /// <summary>When rows become permanent. Within a transaction of the caller only <see cref="WriteCommit.Whole"/> is possible, and the caller commits.</summary>
    public WriteCommit Commit { get; init; }

    /// <summary>True for a table of the session: only within a transaction of the caller, whose session keeps it.</summary>
    public bool IsTemporary { get; init; }

    /// <summary>How long the write may take, the reading of its source included, or null for no limit.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>Called after each batch, on the thread that writes: it must return at once. What it throws ends the write.</summary>
    public Action<WriteProgress>? Progress { get; init; }
}
