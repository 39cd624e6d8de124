namespace Quarry.Contracts;

/// <summary>What became of one statement of a batch.</summary>
public sealed record BatchResult
{
    /// <summary>Whether it ran and stays.</summary>
    public required BatchStatus Status { get; init; }
    /// <summary>Rows that it changed, or −1 if the server does not say.</summary>
    public long RowsAffected { get; init; } = -1;
    /// <summary>Why it failed; null unless <see cref="Status"/> is <see cref="BatchStatus.Failed"/>.</summary>
    public QuarryException? Error { get; init; }
}
