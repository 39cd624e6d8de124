namespace Quarry.Cli.Commands;

/// <summary>What the user asked <c>read-partition</c> for.</summary>
internal sealed record ReadPartitionRequest
{
    public required string PluginsDirectory { get; init; }
    public required string File { get; init; }
    /// <summary>Instead of the descriptor's own target, or null.</summary>
    public string? Target { get; init; }
    public OutputRequest Output { get; init; } = new();
    public TimeSpan? Timeout { get; init; }
}
