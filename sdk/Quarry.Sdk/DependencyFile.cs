using System.Reflection.PortableExecutable;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Quarry.Sdk;

/// <summary>Completes a plugin's deps.json by the native libraries that lie beside its assembly and come from no package.</summary>
/// <remarks>
/// The runtime finds such a library in the assembly's directory without deps.json too, but keeps it by name for the whole process: a second plugin
/// with a library of that name gets the first one's. What deps.json names is resolved by the plugin's own load context.
/// </remarks>
internal static class DependencyFile
{
    private static readonly JsonSerializerOptions s_format = new() { WriteIndented = true, NewLine = "\n" };

    public static void AddNatives(string folder, string assembly)
    {
        string path = Path.Combine(folder, Path.ChangeExtension(assembly, ".deps.json"));
        if (!File.Exists(path))
        {
            return;
        }

        JsonNode root = JsonNode.Parse(File.ReadAllText(path))!;
        JsonObject target = root["targets"]![root["runtimeTarget"]!["name"]!.GetValue<string>()]!.AsObject();
        HashSet<string> named = [.. target.SelectMany(library => Assets(library.Value!, "native")).Select(asset => Path.GetFileName(asset)!)];
        string[] missing = [.. Directory.EnumerateFiles(folder).Where(IsNative).Select(file => Path.GetFileName(file)!).Where(file => !named.Contains(file)).Order(StringComparer.Ordinal)];
        JsonNode? plugin = target.Select(library => library.Value!).FirstOrDefault(library => Assets(library, "runtime").Contains(assembly));
        if (missing.Length == 0 || plugin is null)
        {
            return;
        }

        var natives = plugin["native"]?.AsObject() ?? [];
        foreach (string file in missing)
        {
            natives[file] = new JsonObject();
        }

        plugin["native"] = natives;
        File.WriteAllText(path, root.ToJsonString(s_format) + "\n");
    }

    private static IEnumerable<string> Assets(JsonNode library, string kind) => library[kind]?.AsObject().Select(asset => asset.Key) ?? [];

    private static bool IsNative(string file) => Path.GetExtension(file) switch
    {
        ".so" or ".dylib" => true,
        ".dll" => !IsManaged(file),
        _ => false,
    };

    private static bool IsManaged(string file)
    {
        using var image = new PEReader(File.OpenRead(file));
        return image.HasMetadata;
    }
}
