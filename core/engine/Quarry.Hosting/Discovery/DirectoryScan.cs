using Quarry.Hosting.Lifecycle;
using Quarry.Hosting.Manifests;

namespace Quarry.Hosting.Discovery;

/// <summary>Finds the plugins of the directories by their manifests. It loads nothing and executes nothing of them.</summary>
internal static class DirectoryScan
{
    /// <param name="directories">As configured; one that is named twice is read once.</param>
    /// <param name="problems">Receives what is wrong with a directory as a whole.</param>
    public static List<PluginSlot> Read(IEnumerable<string> directories, List<PluginProblem> problems)
    {
        var slots = new List<PluginSlot>();
        foreach (string directory in directories.Select(path => Path.TrimEndingDirectorySeparator(Path.GetFullPath(path))).Distinct(StringComparer.Ordinal))
        {
            try
            {
                ReadDirectory(directory, slots, problems);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                problems.Add(FolderFault.DirectoryUnreadable(directory, e));
            }
        }

        return slots;
    }

    private static void ReadDirectory(string directory, List<PluginSlot> slots, List<PluginProblem> problems)
    {
        if (!Directory.Exists(directory))
        {
            problems.Add(File.Exists(directory) ? FolderFault.DirectoryIsFile(directory) : FolderFault.DirectoryMissing(directory));
            return;
        }

        if (File.Exists(Path.Combine(directory, ManifestLoader.FileName)))
        {
            problems.Add(FolderFault.DirectoryIsPlugin(directory));
            return;
        }

        string[] folders = Directory.GetDirectories(directory);
        Array.Sort(folders, StringComparer.Ordinal);
        int before = slots.Count;
        slots.AddRange(folders.Where(folder => !Path.GetFileName(folder).StartsWith('.')).Select(ReadFolder));
        if (slots.Count == before)
        {
            problems.Add(FolderFault.DirectoryEmpty(directory));
        }
    }

    private static PluginSlot ReadFolder(string folder)
    {
        PluginManifest manifest;
        try
        {
            manifest = ManifestLoader.Load(folder);
        }
        catch (PluginRefusedException e)
        {
            return new PluginSlot(PluginIdentity.Of(folder), e.Problem);
        }

        var identity = PluginIdentity.Of(folder, manifest);
        PluginProblem? problem = Negotiation.Check(manifest.Contract);
        try
        {
            if (problem is null)
            {
                FolderCheck.Verify(folder, manifest);
            }
        }
        catch (PluginRefusedException e)
        {
            problem = e.Problem;
        }

        return new PluginSlot(identity, problem);
    }
}
