using System.Text.Json;

namespace Quarry.Sdk.Tests;

/// <summary>What lay in a plugin's folder at one moment.</summary>
internal sealed class FolderSnapshot
{
    private FolderSnapshot(IReadOnlyDictionary<string, long> files, JsonElement manifest, string dependencies)
        => (Files, Manifest, Dependencies) = (files, manifest, dependencies);

    /// <summary>Every file with its length, in ordinal order of the paths.</summary>
    public IReadOnlyDictionary<string, long> Files { get; }

    public JsonElement Manifest { get; }

    /// <summary>The text of deps.json.</summary>
    public string Dependencies { get; }

    public static FolderSnapshot Of(string folder) => new(
        Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Select(path => (Path: Path.GetRelativePath(folder, path).Replace('\\', '/'), new FileInfo(path).Length))
            .OrderBy(file => file.Path, StringComparer.Ordinal).ToDictionary(file => file.Path, file => file.Length),
        JsonSerializer.Deserialize<JsonElement>(File.ReadAllText(Path.Combine(folder, "plugin.json"))),
        File.ReadAllText(Path.Combine(folder, "Acme.deps.json")));
}
