namespace Quarry.Hosting.Manifests;

/// <summary>The content of a <c>plugin.json</c> that is well formed. It says nothing yet of the files beside it.</summary>
internal sealed class PluginManifest
{
    public required string Id { get; init; }
    public required string Name { get; init; }
    public required string Vendor { get; init; }
    public required string Version { get; init; }
    public required PluginContract Contract { get; init; }
    /// <summary>Path of the entry assembly, one of <see cref="Files"/>.</summary>
    public required string Assembly { get; init; }
    public required string? Extends { get; init; }
    public required IReadOnlyList<string> Schemes { get; init; }
    public required IReadOnlyList<string> OdbcDrivers { get; init; }
    public required IReadOnlyList<string> DbmsNames { get; init; }
    public required IReadOnlyList<ManifestFile> Files { get; init; }
}
