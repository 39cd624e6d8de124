using Microsoft.Win32.SafeHandles;
using Quarry.Hosting.Manifests;

namespace Quarry.Hosting.Discovery;

/// <summary>Reads the manifest of a folder, and never more than a manifest may have.</summary>
internal static class ManifestLoader
{
    public const string FileName = "plugin.json";

    /// <exception cref="PluginRefusedException">There is none, or it is not one.</exception>
    public static PluginManifest Load(string folder)
    {
        var file = new FileInfo(Path.Combine(folder, FileName));
        try
        {
            if (!file.Exists)
            {
                throw ManifestFault.Missing(folder);
            }

            // Pipes and devices have length 0; to open one could block for ever.
            return file.Length switch
            {
                0 => throw ManifestFault.Empty(),
                > ManifestReader.MaxBytes => throw ManifestFault.TooLarge(ManifestReader.MaxBytes),
                _ => ManifestReader.Read(ReadAtMost(file.FullName, ManifestReader.MaxBytes + 1)),
            };
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw ManifestFault.Unreadable(e);
        }
    }

    private static ReadOnlyMemory<byte> ReadAtMost(string path, int limit)
    {
        using SafeFileHandle handle = File.OpenHandle(path);
        byte[] bytes = new byte[Math.Min(RandomAccess.GetLength(handle) + 1, limit)];
        int total = 0;
        while (total < bytes.Length && RandomAccess.Read(handle, bytes.AsSpan(total), total) is > 0 and int read)
        {
            total += read;
        }

        return bytes.AsMemory(0, total);
    }
}
