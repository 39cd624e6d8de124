namespace Quarry.Hosting.Discovery;

/// <summary>A plugin's folder, whose files may be links as long as they stay within it. The folder itself may be reached through links.</summary>
internal sealed class RealFolder(string folder)
{
    private const int MaxLinks = 40;
    private readonly HashSet<string> _plainDirectories = new(StringComparer.Ordinal);

    /// <summary>Length of a regular file.</summary>
    /// <param name="path">Relative, as <see cref="Manifests.ManifestPath"/> allows it.</param>
    /// <exception cref="PluginRefusedException">It is not there, or elsewhere.</exception>
    public long LengthOf(string path)
    {
        try
        {
            string real = Resolve(path);
            var file = new FileInfo(real);
            return file.Exists ? file.Length : throw FolderFault.FileMissing(path, folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw FolderFault.Unreadable(path, e);
        }
    }

    // Part by part: a directory on the way may be the link that leaves.
    private string Resolve(string path)
    {
        var pending = new Stack<string>(path.Split('/').Reverse());
        string current = folder;
        int links = 0;
        while (pending.TryPop(out string? part))
        {
            string next = Path.GetFullPath(Path.Combine(current, part));
            if (!IsWithin(next))
            {
                throw FolderFault.LinkLeaves(path, folder);
            }

            // The folder itself is asked no question: ".." of a link may lead back to it.
            if (next != folder && !_plainDirectories.Contains(next) && new FileInfo(next).LinkTarget is { } target)
            {
                // An absolute target is refused even if it points back: it breaks as soon as the folder is copied.
                if (++links > MaxLinks || Path.IsPathRooted(target))
                {
                    throw FolderFault.LinkLeaves(path, folder);
                }

                foreach (string targetPart in target.Split('/', Path.DirectorySeparatorChar).Reverse())
                {
                    pending.Push(targetPart);
                }

                continue;
            }

            if (pending.Count > 0)
            {
                _plainDirectories.Add(next);
            }

            current = next;
        }

        return current;
    }

    private bool IsWithin(string path)
        => path.Length == folder.Length ? path == folder : path.StartsWith(folder, StringComparison.Ordinal) && path[folder.Length] == Path.DirectorySeparatorChar;
}
