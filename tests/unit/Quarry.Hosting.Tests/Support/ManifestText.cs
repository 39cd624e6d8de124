using System.Text.Json;
using System.Text.Json.Nodes;

namespace Quarry.Hosting.Tests.Support;

/// <summary>A manifest that is right, for tests to break.</summary>
internal static class ManifestText
{
    public static JsonObject Good(string id = "good", string? extends = null, string[]? schemes = null, params (string Path, long Bytes)[] files) => new()
    {
        ["manifest"] = 1,
        ["id"] = id,
        ["name"] = "The " + id,
        ["vendor"] = "Acme",
        ["version"] = "1.2.3-rc.1+build",
        ["contract"] = new JsonObject { ["major"] = 1, ["minMinor"] = 0 },
        ["assembly"] = id + ".dll",
        ["schemes"] = new JsonArray([.. (schemes ?? (extends is null ? [id] : [])).Select(scheme => (JsonNode)scheme)]),
        ["odbcDrivers"] = new JsonArray("Acme ODBC*"),
        ["dbmsNames"] = new JsonArray("Acme"),
        ["extends"] = extends,
        ["files"] = new JsonArray([.. (files.Length > 0 ? files : [(id + ".dll", 3)]).Select(file => (JsonNode)new JsonObject { ["path"] = file.Path, ["bytes"] = file.Bytes })]),
    };

    public static byte[] Utf8(JsonObject manifest) => JsonSerializer.SerializeToUtf8Bytes(manifest);
}
