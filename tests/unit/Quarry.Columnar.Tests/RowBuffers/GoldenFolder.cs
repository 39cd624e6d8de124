namespace Quarry.Columnar.Tests.RowBuffers;

/// <summary>Where the golden files stand in the tree.</summary>
internal static class GoldenFolder
{
    public static string Of(string format) => Path.Combine(Root(), "tests", "fixtures", "golden", format);

    /// <summary>The root of the tree. Not from the compiler, which writes paths of its own into a build of CI.</summary>
    public static string Root()
    {
        string folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Plugins.sln")))
        {
            folder = Path.GetDirectoryName(folder)!;
        }

        return folder;
    }
}
