using Quarry.Contracts;

namespace Quarry.Hosting.Manifests;

/// <summary>The errors of a manifest's text, one method per cause.</summary>
internal static class ManifestFault
{
    private const string Rebuild = "Build the plugin with the Quarry SDK, which writes plugin.json, and copy its publish folder anew.";

    public static PluginRefusedException Missing(string folder)
        => Refuse(ErrorCodes.ManifestMissing, $"Folder {folder} holds no plugin.json.",
            "Copy the plugin's whole publish folder, or remove this folder from the plugins directory.");

    public static PluginRefusedException Empty()
        => Refuse(ErrorCodes.ManifestNotJson, "plugin.json is empty.", Rebuild);

    public static PluginRefusedException Unreadable(Exception error)
        => Refuse(ErrorCodes.ManifestUnreadable, $"plugin.json cannot be read: {PluginFault.Scrub(error.Message)}", "Give the process the right to read the plugin's folder.");

    public static PluginRefusedException TooLarge(int limit)
        => Refuse(ErrorCodes.ManifestTooLarge, $"plugin.json is larger than {limit} bytes.", Rebuild);

    public static PluginRefusedException NotJson(long line, long column)
        => Refuse(ErrorCodes.ManifestNotJson, $"plugin.json is not valid JSON at line {line}, byte {column}.", Rebuild);

    public static PluginRefusedException NotUnicode()
        => Refuse(ErrorCodes.ManifestNotJson, "plugin.json holds text that is not valid UTF-8 or half a surrogate pair.", Rebuild);

    public static PluginRefusedException TooDeep(int limit)
        => Refuse(ErrorCodes.ManifestTooDeep, $"plugin.json is nested more than {limit} levels deep.", Rebuild);

    public static PluginRefusedException DuplicateKey(string name)
        => Refuse(ErrorCodes.ManifestDuplicateKey, $"plugin.json states \"{Names.Shown(name)}\" twice in one object.", Rebuild);

    public static PluginRefusedException NoProperty(string name)
        => Refuse(ErrorCodes.PropertyMissing, $"plugin.json lacks \"{name}\".", Rebuild);

    public static PluginRefusedException Wrong(string name, string expected)
        => Refuse(ErrorCodes.PropertyWrong, $"In plugin.json \"{name}\" is not {expected}.", Rebuild);

    public static PluginRefusedException Format(int format)
        => Refuse(ErrorCodes.ManifestFormatUnknown, $"plugin.json has format {format}, and this host reads format 1.", "Update Quarry in the application, or install an older version of the plugin.");

    public static PluginRefusedException BadId(string name, string id)
        => Refuse(ErrorCodes.BadId, $"In plugin.json \"{name}\" is '{Names.Shown(id)}', which is not a lower-case letter followed by letters, digits or '-' (64 at most).",
            "Correct the id in the plugin's attribute and build it anew.");

    public static PluginRefusedException BadScheme(string scheme)
        => Refuse(ErrorCodes.BadScheme, $"The scheme '{Names.Shown(scheme)}' is not a lower-case letter followed by letters, digits or '-' (64 at most).",
            "Correct Schemes in the [Driver] attribute and build the plugin anew.");

    public static PluginRefusedException BadVersion(string version)
        => Refuse(ErrorCodes.BadVersion, $"In plugin.json \"version\" is '{Names.Shown(version)}', which is not a SemVer version such as 1.2.3.",
            "Set <Version> in the plugin's project and build it anew.");

    public static PluginRefusedException BadPath(string path, string why)
        => Refuse(ErrorCodes.BadPath, $"The path '{Names.Shown(path)}' in plugin.json {why}.", "Install the plugin from a source that you trust; its files lie within its folder.");

    public static PluginRefusedException Collide(string first, string second)
        => Refuse(ErrorCodes.PathsCollide, $"The paths '{Names.Shown(first)}' and '{Names.Shown(second)}' in plugin.json name one file where case does not count.",
            "Rename one of the files and build the plugin anew.");

    public static PluginRefusedException AssemblyNotListed(string assembly)
        => Refuse(ErrorCodes.AssemblyNotListed, $"The entry assembly '{Names.Shown(assembly)}' is not a .dll among \"files\" of plugin.json.", Rebuild);

    public static PluginRefusedException ExtensionClaimsScheme(string scheme, string extends)
        => Refuse(ErrorCodes.ExtensionClaimsScheme, $"The plugin extends '{extends}' and yet claims the scheme '{scheme}'.",
            "Let the driver claim the scheme, or remove \"extends\".");

    private static PluginRefusedException Refuse(int code, string cause, string fix) => new(new PluginProblem(code, cause, fix));
}
