using System.Reflection;
using System.Xml.Linq;

namespace Quarry.Architecture.Tests;

/// <summary>The files of the repository that the rules speak of.</summary>
internal static class Repository
{
    private static readonly string[] s_productFolders = ["core", "plugins", "sdk"];

    public static string Root { get; } = typeof(Repository).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "RepositoryRoot").Value!;

    public static IEnumerable<string> ProductProjects => s_productFolders.SelectMany(folder => Files(folder, "*.csproj"));

    public static IEnumerable<string> AllProjects => ProductProjects.Concat(Files("tests", "*.csproj")).Concat(Files("samples", "*.csproj"));

    public static IEnumerable<string> ProductSources => s_productFolders.SelectMany(folder => Files(folder, "*.cs"));

    public static IEnumerable<string> AllSources => ProductSources.Concat(Files("tests", "*.cs")).Concat(Files("samples", "*.cs"));

    public static string Relative(string path) => Path.GetRelativePath(Root, path).Replace('\\', '/');

    public static IEnumerable<string> ProjectReferences(string project)
        => XDocument.Load(project).Descendants("ProjectReference").Select(element => Path.GetFileNameWithoutExtension(element.Attribute("Include")!.Value.Replace('\\', '/')));

    public static IEnumerable<string> PackageReferences(string project)
        => XDocument.Load(project).Descendants("PackageReference").Select(element => element.Attribute("Include")!.Value);

    private static IEnumerable<string> Files(string folder, string pattern)
    {
        string path = Path.Combine(Root, folder);
        return Directory.Exists(path)
            ? Directory.EnumerateFiles(path, pattern, SearchOption.AllDirectories).Where(file => !file.Contains("/obj/", StringComparison.Ordinal) && !file.Contains("/bin/", StringComparison.Ordinal))
            : [];
    }
}
