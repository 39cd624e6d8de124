using System.Text.Json;

namespace Quarry.Hosting.Manifests;

/// <summary>Reads <c>plugin.json</c>, format 1. Properties it does not know are passed over: a later SDK writes more.</summary>
internal static class ManifestReader
{
    public const int MaxBytes = 1 << 20;
    private const int MaxText = 200;
    private const int MaxItems = 64;
    private const int MaxFiles = 4096;

    /// <exception cref="PluginRefusedException">The bytes are not a manifest; no other exception is thrown whatever they are.</exception>
    public static PluginManifest Read(ReadOnlyMemory<byte> utf8)
    {
        if (utf8.IsEmpty)
        {
            throw ManifestFault.Empty();
        }

        if (utf8.Length > MaxBytes)
        {
            throw ManifestFault.TooLarge(MaxBytes);
        }

        try
        {
            using JsonDocument document = ManifestJson.Parse(utf8);
            return Read(document.RootElement);
        }
        catch (InvalidOperationException)
        {
            // Broken UTF-8 and lone surrogates in a text or a name pass the parser and show only when they are read.
            throw ManifestFault.NotUnicode();
        }
    }

    private static PluginManifest Read(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object)
        {
            throw ManifestFault.Wrong("(the whole)", "an object");
        }

        // First, since every other rule belongs to this format.
        int format = Int(root, "manifest");
        if (format != 1)
        {
            throw ManifestFault.Format(format);
        }

        string id = Id("id", Text(root, "id"));
        string? extends = OptionalText(root, "extends");
        IReadOnlyList<string> schemes = Texts(root, "schemes");
        IReadOnlyList<ManifestFile> files = Files(root);
        JsonElement contract = Required(root, "contract", JsonValueKind.Object, "an object");
        var manifest = new PluginManifest
        {
            Id = id,
            Name = OptionalText(root, "name") is { Length: > 0 } name ? name : id,
            Vendor = OptionalText(root, "vendor") ?? "",
            Version = Text(root, "version"),
            Contract = new PluginContract(Int(contract, "major"), Int(contract, "minMinor")),
            Assembly = Text(root, "assembly"),
            Extends = extends is null ? null : Id("extends", extends),
            Schemes = schemes,
            OdbcDrivers = Texts(root, "odbcDrivers"),
            DbmsNames = Texts(root, "dbmsNames"),
            Files = files,
        };
        if (!SemVer.IsValid(manifest.Version))
        {
            throw ManifestFault.BadVersion(manifest.Version);
        }

        ManifestPath.Check(manifest.Assembly);
        if (!manifest.Assembly.EndsWith(".dll", StringComparison.OrdinalIgnoreCase) || !files.Any(file => file.Path == manifest.Assembly))
        {
            throw ManifestFault.AssemblyNotListed(manifest.Assembly);
        }

        foreach (string scheme in schemes)
        {
            if (!Names.IsValid(scheme))
            {
                throw ManifestFault.BadScheme(scheme);
            }

            if (manifest.Extends is not null)
            {
                throw ManifestFault.ExtensionClaimsScheme(scheme, manifest.Extends);
            }
        }

        return manifest;
    }

    private static List<ManifestFile> Files(JsonElement root)
    {
        JsonElement array = Required(root, "files", JsonValueKind.Array, "a list");
        if (array.GetArrayLength() > MaxFiles)
        {
            throw ManifestFault.Wrong("files", $"a list of at most {MaxFiles}");
        }

        var files = new List<ManifestFile>(array.GetArrayLength());
        var seen = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (JsonElement item in array.EnumerateArray())
        {
            if (item.ValueKind != JsonValueKind.Object)
            {
                throw ManifestFault.Wrong("files", "a list of objects");
            }

            string path = Required(item, "path", JsonValueKind.String, "a text").GetString()!;
            ManifestPath.Check(path);
            if (!seen.TryAdd(path, path))
            {
                throw ManifestFault.Collide(seen[path], path);
            }

            JsonElement bytes = Required(item, "bytes", JsonValueKind.Number, "a number");
            if (!bytes.TryGetInt64(out long length) || length < 0)
            {
                throw ManifestFault.Wrong("bytes", "a length in bytes");
            }

            files.Add(new ManifestFile(path, length));
        }

        return files;
    }

    private static List<string> Texts(JsonElement root, string name)
    {
        if (!root.TryGetProperty(name, out JsonElement array) || array.ValueKind == JsonValueKind.Null)
        {
            return [];
        }

        if (array.ValueKind != JsonValueKind.Array || array.GetArrayLength() > MaxItems)
        {
            throw ManifestFault.Wrong(name, $"a list of at most {MaxItems} texts");
        }

        var texts = new List<string>(array.GetArrayLength());
        foreach (JsonElement item in array.EnumerateArray())
        {
            texts.Add(item.ValueKind == JsonValueKind.String ? Checked(item.GetString()!, name) : throw ManifestFault.Wrong(name, "a list of texts"));
        }

        return texts;
    }

    private static string Id(string name, string id) => Names.IsValid(id) ? id : throw ManifestFault.BadId(name, id);

    private static string Text(JsonElement parent, string name)
        => Checked(Required(parent, name, JsonValueKind.String, "a text").GetString()!, name);

    private static string? OptionalText(JsonElement parent, string name)
    {
        if (!parent.TryGetProperty(name, out JsonElement value) || value.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        string text = value.ValueKind == JsonValueKind.String ? value.GetString()! : throw ManifestFault.Wrong(name, "a text");
        return text.Length == 0 ? "" : Checked(text, name);
    }

    private static int Int(JsonElement parent, string name)
        => Required(parent, name, JsonValueKind.Number, "a whole number").TryGetInt32(out int value) && value >= 0
            ? value
            : throw ManifestFault.Wrong(name, "a whole number");

    private static JsonElement Required(JsonElement parent, string name, JsonValueKind kind, string expected)
    {
        if (!parent.TryGetProperty(name, out JsonElement value))
        {
            throw ManifestFault.NoProperty(name);
        }

        return value.ValueKind == kind ? value : throw ManifestFault.Wrong(name, expected);
    }

    private static string Checked(string text, string name)
        => text.Length is > 0 and <= MaxText && text.All(Names.IsPrintable) ? text : throw ManifestFault.Wrong(name, $"a printable text of 1 to {MaxText} characters");
}
