using Quarry.Contracts;
using Quarry.Hosting.Manifests;

namespace Quarry.Hosting.Discovery;

/// <summary>The errors of plugin folders and plugins directories, one method per cause.</summary>
internal static class FolderFault
{
    private const string CopyAnew = "Copy the plugin's whole publish folder anew.";

    public static PluginRefusedException FileMissing(string path, string folder)
        => Refuse(ErrorCodes.FileMissing, $"The file '{path}', which plugin.json lists, is not in {folder}.", CopyAnew);

    public static PluginRefusedException LengthDiffers(string path, long expected, long actual)
        => Refuse(ErrorCodes.FileLengthDiffers, $"The file '{path}' has {actual} bytes and not the {expected} that plugin.json states: the folder is half copied or changed.", CopyAnew);

    public static PluginRefusedException LinkLeaves(string path, string folder)
        => Refuse(ErrorCodes.LinkLeavesFolder, $"The file '{path}' is a link that leaves {folder}.", "Replace the link by the file itself.");

    public static PluginRefusedException Unreadable(string path, Exception error)
        => Refuse(ErrorCodes.DirectoryUnreadable, $"The file '{path}' cannot be examined: {PluginFault.Scrub(error.Message)}", "Give the process the right to read the plugin's folder.");

    public static PluginRefusedException NoDeps(string depsFile)
        => Refuse(ErrorCodes.DepsFileMissing, $"{depsFile} is missing, without which the plugin's libraries are not found.", CopyAnew);

    public static PluginRefusedException BundledContract(string path)
        => Refuse(ErrorCodes.BundledContract, $"The folder holds its own copy of the plugin contract, '{path}', whose types this host would not recognise.",
            "Build the plugin with the Quarry SDK, or set ExcludeAssets=\"runtime\" on its reference to Quarry.Contracts, and copy its publish folder anew.");

    public static PluginProblem DirectoryMissing(string directory)
        => new(ErrorCodes.DirectoryMissing, $"The plugins directory {directory} does not exist.", "Create it and copy plugin folders into it, or correct PluginsDirectories.");

    public static PluginProblem DirectoryEmpty(string directory)
        => new(ErrorCodes.DirectoryEmpty, $"The plugins directory {directory} holds no plugin folder.", "Copy plugin folders, each with its plugin.json, into it.");

    public static PluginProblem DirectoryIsPlugin(string directory)
        => new(ErrorCodes.DirectoryIsPlugin, $"{directory} holds a plugin.json itself, so it is a plugin's folder and not a plugins directory.",
            $"Name its parent, {Path.GetDirectoryName(directory)}, in PluginsDirectories.");

    public static PluginProblem DirectoryIsFile(string path)
        => new(ErrorCodes.DirectoryIsFile, $"{path} is a file and not a plugins directory.", "Name the directory whose subfolders are plugins.");

    public static PluginProblem DirectoryUnreadable(string directory, Exception error)
        => new(ErrorCodes.DirectoryUnreadable, $"The plugins directory {directory} cannot be read: {PluginFault.Scrub(error.Message)}", "Give the process the right to list it.");

    public static PluginProblem BadId(string id) => ManifestFault.BadId("id", id).Problem;

    private static PluginRefusedException Refuse(int code, string cause, string fix) => new(new PluginProblem(code, cause, fix));
}
