using System.Reflection;

namespace Quarry.Sdk.Tests;

/// <summary>A temporary directory with projects of an author who has nothing but the packages.</summary>
public sealed class Workspace : IDisposable
{
    public Workspace()
    {
        Root = Directory.CreateTempSubdirectory("quarry-sdk-").FullName;
        Write("NuGet.config", $"""
            <configuration>
              <config><add key="globalPackagesFolder" value="{Path.Combine(Root, "packages")}" /></config>
              <packageSources>
                <clear />
                <add key="feed" value="{Path.Combine(AppContext.BaseDirectory, "feed")}" />
                <add key="machine" value="{Metadata("PackageRoot")}" />
              </packageSources>
            </configuration>
            """);
    }

    public string Root { get; }

    public static string Metadata(string key)
        => typeof(Workspace).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == key).Value!;

    public string this[string path] => Path.Combine(Root, path);

    public void Write(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(this[path])!);
        File.WriteAllText(this[path], text);
    }

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
