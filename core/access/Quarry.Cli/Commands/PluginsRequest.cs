namespace Quarry.Cli.Commands;

/// <summary>What the user asked <c>plugins</c> for.</summary>
internal sealed record PluginsRequest
{
    public required string PluginsDirectory { get; init; }
    public bool Json { get; init; }
    /// <summary>False to read manifests only.</summary>
    public bool Load { get; init; } = true;
}
