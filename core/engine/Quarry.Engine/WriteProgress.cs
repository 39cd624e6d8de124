namespace Quarry.Engine;

/// <summary>How far a write has come.</summary>
public sealed record WriteProgress
{
    /// <summary>Rows handed to the target's driver so far.</summary>
    public required long Rows { get; init; }

    /// <summary>Rows of them that are permanent; 0 with <see cref="WriteCommit.Whole"/>, which commits when nothing is left to be told.</summary>
    public required long RowsCommitted { get; init; }
}
