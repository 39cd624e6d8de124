using Quarry.Hosting.Manifests;

namespace Quarry.Hosting.Discovery;

/// <summary>Holds a folder against its manifest: what is listed is there, whole, and within the folder. It opens no file.</summary>
internal static class FolderCheck
{
    private const string ContractFile = "Quarry.Contracts.dll";

    /// <exception cref="PluginRefusedException">The folder is not what the manifest says.</exception>
    public static void Verify(string folder, PluginManifest manifest)
    {
        var root = new RealFolder(folder);
        foreach (ManifestFile file in manifest.Files)
        {
            if (Path.GetFileName(file.Path).Equals(ContractFile, StringComparison.OrdinalIgnoreCase))
            {
                throw FolderFault.BundledContract(file.Path);
            }

            long length = root.LengthOf(file.Path);
            if (length != file.Bytes)
            {
                throw FolderFault.LengthDiffers(file.Path, file.Bytes, length);
            }
        }

        string assembly = Path.Combine(folder, manifest.Assembly);
        string bundled = Path.Combine(Path.GetDirectoryName(assembly)!, ContractFile);
        if (File.Exists(bundled))
        {
            throw FolderFault.BundledContract(Path.GetRelativePath(folder, bundled));
        }

        string deps = Path.ChangeExtension(assembly, ".deps.json");
        if (!File.Exists(deps))
        {
            throw FolderFault.NoDeps(Path.GetFileName(deps));
        }
    }
}
