namespace Quarry.Cli.Commands;

/// <summary>What the user asked <c>plugins show</c> for.</summary>
internal sealed record ShowPluginRequest
{
    public required string PluginsDirectory { get; init; }
    public required string Id { get; init; }
    public bool Json { get; init; }
}
