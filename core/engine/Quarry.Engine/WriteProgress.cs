namespace Quarry.Engine;

/// <summary>How far a write has come.</summary>
public sealed record WriteProgress
{
    /// <summary>Rows handed to the target's driver so far.</summary>
    public required long Rows { get; init; }

    /// <summary>Rows of them that are permanent; with <see cref="WriteCommit.Whole"/> 0 until the end.</summary>
    public required long RowsCommitted { get; init; }
}
