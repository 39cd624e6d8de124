namespace Quarry.Hosting.Manifests;

/// <summary>One file that belongs to a plugin.</summary>
/// <param name="path">Relative to the folder, with <c>/</c>.</param>
/// <param name="bytes">Its length.</param>
internal sealed class ManifestFile(string path, long bytes)
{
    public string Path { get; } = path;
    public long Bytes { get; } = bytes;
}
