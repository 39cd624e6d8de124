namespace Quarry.Columnar;

/// <summary>What an <see cref="Arena"/> holds at one moment. Bytes are those of whole blocks.</summary>
public sealed record ArenaStatistics
{
    /// <summary>Native memory held, in use or kept for reuse.</summary>
    public long HeldBytes { get; init; }
    /// <summary>Memory in use.</summary>
    public long RentedBytes { get; init; }
    /// <summary>The most that was in use at once.</summary>
    public long PeakRentedBytes { get; init; }
    /// <summary>Blocks in use; 0 when every batch was disposed.</summary>
    public int RentedBlocks { get; init; }
    /// <summary>Rents so far.</summary>
    public long Rents { get; init; }
    /// <summary>How many of them took a block that was used before.</summary>
    public long Reuses { get; init; }
}
