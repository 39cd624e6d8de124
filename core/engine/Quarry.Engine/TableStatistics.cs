namespace Quarry.Engine;

/// <summary>What a database knows of a table's size without reading it. Immutable.</summary>
public sealed record TableStatistics
{
    /// <summary>The schema.</summary>
    public required string Schema { get; init; }
    /// <summary>The table.</summary>
    public required string Table { get; init; }
    /// <summary>About how many rows it holds, as of the database's last look; null if it has not looked.</summary>
    public required long? RowEstimate { get; init; }
    /// <summary>Bytes of storage without indexes; null if they are not counted by table.</summary>
    public required long? Bytes { get; init; }
    /// <summary>Bytes of storage of its indexes; null if they are not counted by table.</summary>
    public required long? IndexBytes { get; init; }
}
