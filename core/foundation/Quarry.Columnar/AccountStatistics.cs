namespace Quarry.Columnar;

/// <summary>What is in use through an <see cref="ArenaAccount"/> at one moment. Bytes are those of whole blocks.</summary>
public sealed record AccountStatistics
{
    /// <summary>Memory in use.</summary>
    public long RentedBytes { get; init; }
    /// <summary>Blocks in use; 0 when every batch was disposed.</summary>
    public int RentedBlocks { get; init; }
    /// <summary>The most that was in use at once.</summary>
    public long PeakRentedBytes { get; init; }
}
