namespace Quarry.Hosting.Manifests;

/// <summary>What a path in a manifest may look like, on every platform alike: a plugin that one platform refuses is refused on all.</summary>
internal static class ManifestPath
{
    private const int MaxLength = 260;

    /// <exception cref="PluginRefusedException">The path could leave the folder, or means different files on different platforms.</exception>
    public static void Check(string path)
    {
        if (path.Length is 0 or > MaxLength)
        {
            throw ManifestFault.BadPath(path, $"is empty or longer than {MaxLength} characters");
        }

        if (path[0] == '/' || path.Contains(':', StringComparison.Ordinal))
        {
            throw ManifestFault.BadPath(path, "is absolute or names a drive or stream");
        }

        foreach (char c in path)
        {
            if (c == '\\')
            {
                throw ManifestFault.BadPath(path, "holds a backslash; parts are divided by '/'");
            }

            if (!Names.IsPrintable(c) || c is '*' or '?' or '"' or '<' or '>' or '|')
            {
                throw ManifestFault.BadPath(path, "holds a character that file names do not have everywhere");
            }
        }

        foreach (Range range in path.AsSpan().Split('/'))
        {
            ReadOnlySpan<char> part = path.AsSpan(range);
            if (part is "..")
            {
                throw ManifestFault.BadPath(path, "holds '..'");
            }

            if (part.IsEmpty || part[^1] is '.' or ' ')
            {
                throw ManifestFault.BadPath(path, "holds an empty part or one that ends in '.' or a space");
            }
        }
    }
}
