using System.Text.Json.Nodes;

namespace Quarry.Hosting.Tests.Support;

/// <summary>Writes plugin folders as the SDK would.</summary>
internal static class PluginFolder
{
    /// <summary>Compiles and writes a whole plugin.</summary>
    public static string Add(this TempDirectory plugins, string id, string source, string? extends = null, string[]? schemes = null)
        => plugins.Add(id, PluginCompiler.Compile(id, source), extends, schemes);

    /// <summary>Writes a plugin of an assembly and other files.</summary>
    public static string Add(this TempDirectory plugins, string id, byte[] assembly, string? extends = null, string[]? schemes = null, params (string Path, byte[] Bytes)[] more)
    {
        string folder = plugins.Folder(id);
        (string Path, byte[] Bytes)[] files = [(id + ".dll", assembly), (id + ".deps.json", Deps(id)), .. more];
        foreach ((string path, byte[] bytes) in files)
        {
            File.WriteAllBytes(Path.Combine(folder, path), bytes);
        }

        WriteManifest(folder, ManifestText.Good(id, extends, schemes, [.. files.Select(file => (file.Path, file.Bytes.LongLength))]));
        return folder;
    }

    /// <summary>Writes a folder whose assembly is no assembly: enough to be listed.</summary>
    public static string AddListed(this TempDirectory plugins, string folderName, JsonObject manifest)
    {
        string folder = plugins.Folder(folderName);
        string assembly = manifest["assembly"]!.GetValue<string>();
        File.WriteAllBytes(Path.Combine(folder, assembly), "abc"u8);
        File.WriteAllText(Path.Combine(folder, Path.ChangeExtension(assembly, ".deps.json")), "{}");
        WriteManifest(folder, manifest);
        return folder;
    }

    public static void WriteManifest(string folder, JsonObject manifest) => File.WriteAllBytes(Path.Combine(folder, "plugin.json"), ManifestText.Utf8(manifest));

    public static PluginHost Open(this TempDirectory plugins, Action<PluginHostOptions>? configure = null)
    {
        var options = new PluginHostOptions { PluginsDirectories = { plugins.Path } };
        configure?.Invoke(options);
        return PluginHost.Open(options);
    }

    private static byte[] Deps(string name) => System.Text.Encoding.UTF8.GetBytes($$"""
        {
          "runtimeTarget": { "name": ".NETCoreApp,Version=v10.0", "signature": "" },
          "targets": { ".NETCoreApp,Version=v10.0": { "{{name}}/1.0.0": { "runtime": { "{{name}}.dll": {} } } } },
          "libraries": { "{{name}}/1.0.0": { "type": "project", "serviceable": false, "sha512": "" } }
        }
        """);
}
