namespace Quarry.Sdk;

/// <summary>Brings a plugin's folder to exactly the files of the build, and describes it.</summary>
internal static class PluginFolder
{
    /// <summary>Stages the folder that a request asks for, or describes the published one.</summary>
    public static void Complete(BuildRequest request)
    {
        PluginDescription plugin = PluginAssembly.Describe(request);
        string folder = request.Directory ?? Path.Combine(request.Root, request.Folder ?? plugin.Id);
        try
        {
            if (request.Directory is null)
            {
                Stage(request, folder);
            }

            DependencyFile.AddNatives(folder, plugin.Assembly);
            Manifest.Write(plugin, folder);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw Errors.Unwritable(folder, error.Message);
        }
    }

    /// <summary>The files of a folder: relative paths with forward slashes, in ordinal order.</summary>
    public static string[] List(string folder)
    {
        string[] paths = [.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(folder, path).Replace('\\', '/'))];
        Array.Sort(paths, StringComparer.Ordinal);
        return paths;
    }

    private static void Stage(BuildRequest request, string folder)
    {
        Directory.CreateDirectory(folder);
        HashSet<string> stale = [.. List(folder)];
        bool stagedBefore = stale.Contains(Manifest.FileName) || (File.Exists(request.Stamp) && File.ReadAllText(request.Stamp) == folder);
        if (stale.Count > 0 && !stagedBefore)
        {
            throw Errors.NotOurFolder(folder);
        }

        // Before the copies, so that the next build knows a stage that broke off as ours; it then lacks the manifest and is repeated.
        File.WriteAllText(request.Stamp, folder);

        foreach ((string source, string path) in request.Files)
        {
            stale.Remove(path);
            Copy(source, Path.Combine(folder, path));
        }

        stale.Remove(Manifest.FileName);
        foreach (string path in stale)
        {
            File.Delete(Path.Combine(folder, path));
        }

        foreach (string directory in Directory.EnumerateDirectories(folder, "*", SearchOption.AllDirectories).OrderByDescending(path => path.Length))
        {
            if (!Directory.EnumerateFileSystemEntries(directory).Any())
            {
                Directory.Delete(directory);
            }
        }
    }

    private static void Copy(string source, string destination)
    {
        var (from, to) = (new FileInfo(source), new FileInfo(destination));
        if (to.Exists && to.Length == from.Length && to.LastWriteTimeUtc == from.LastWriteTimeUtc)
        {
            return;
        }

        // A new file and not new bytes: a host that has mapped the old one keeps it.
        to.Directory!.Create();
        to.Delete();
        from.CopyTo(destination);
    }
}
