using Quarry.Contracts;
using Quarry.Hosting.Manifests;

namespace Quarry.Hosting.Lifecycle;

/// <summary>What a plugin is, as its manifest or its registration says; fixed from discovery on.</summary>
internal sealed class PluginIdentity
{
    public required string Id { get; init; }
    public required string Name { get; init; }
    public string Vendor { get; init; } = "";
    public string Version { get; init; } = "";
    public string? Folder { get; init; }
    public PluginManifest? Manifest { get; init; }
    public StaticDriver? Registered { get; init; }
    public IReadOnlyList<string> Schemes { get; init; } = [];
    public IReadOnlyList<string> OdbcDrivers { get; init; } = [];
    public IReadOnlyList<string> DbmsNames { get; init; } = [];
    public string? Extends => Manifest?.Extends;
    public PluginContract Contract { get; init; }

    /// <summary>Where the plugin stands, for a message that names two.</summary>
    public string Place => Folder ?? $"the driver '{Id}' that the application registered";

    public static PluginIdentity Of(string folder) => new() { Id = Names.Shown(Path.GetFileName(folder)), Name = Names.Shown(Path.GetFileName(folder)), Folder = folder };

    public static PluginIdentity Of(string folder, PluginManifest manifest) => new()
    {
        Id = manifest.Id,
        Name = manifest.Name,
        Vendor = manifest.Vendor,
        Version = manifest.Version,
        Folder = folder,
        Manifest = manifest,
        Schemes = manifest.Schemes,
        OdbcDrivers = manifest.OdbcDrivers,
        DbmsNames = manifest.DbmsNames,
        Contract = manifest.Contract,
    };

    public static PluginIdentity Of(StaticDriver driver) => new()
    {
        Id = driver.Info.Id,
        Name = driver.Info.Name,
        Vendor = driver.Info.Vendor,
        Version = driver.Info.Version,
        Registered = driver,
        Schemes = driver.Info.Schemes,
        OdbcDrivers = driver.Info.OdbcDrivers,
        DbmsNames = driver.Info.DbmsNames,
        Contract = new PluginContract(ContractVersion.Major, ContractVersion.Minor),
    };
}
