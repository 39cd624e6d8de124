namespace Quarry.Sdk;

/// <summary>What the manifest says of a plugin, but for its files.</summary>
internal sealed record PluginDescription
{
    public required string Id { get; init; }
    public string Name { get; init; } = "";
    public string Vendor { get; init; } = "";
    public string[] Schemes { get; init; } = [];
    public string[] OdbcDrivers { get; init; } = [];
    public string[] DbmsNames { get; init; } = [];
    /// <summary>The driver that the plugin extends, or null for a driver.</summary>
    public string? Extends { get; init; }
    public string Version { get; init; } = "";
    public string Assembly { get; init; } = "";
    public Version Contract { get; init; } = new(0, 0);
}
