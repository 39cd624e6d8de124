namespace Quarry.Cli.Commands;

/// <summary>What the user asked <c>catalog</c> for.</summary>
internal sealed record CatalogRequest
{
    public required string PluginsDirectory { get; init; }
    public required string Target { get; init; }
    /// <summary>A table, with or without its schema; null for all.</summary>
    public string? Table { get; init; }
    public string? Schema { get; init; }
    public bool Json { get; init; }
    public TimeSpan? Timeout { get; init; }
}
