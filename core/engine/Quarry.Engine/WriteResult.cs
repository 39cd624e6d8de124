namespace Quarry.Engine;

/// <summary>What a write has done.</summary>
public sealed record WriteResult
{
    /// <summary>Rows written, as the database counted them where it does.</summary>
    public required long Rows { get; init; }

    /// <summary>True if the table was created.</summary>
    public required bool HasCreated { get; init; }
}
