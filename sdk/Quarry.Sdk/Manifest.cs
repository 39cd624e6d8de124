using System.Text.Encodings.Web;
using System.Text.Json;

namespace Quarry.Sdk;

/// <summary>Writes plugin.json, format 1. The same plugin gives the same bytes on every machine.</summary>
internal static class Manifest
{
    public const string FileName = "plugin.json";

    public static void Write(PluginDescription plugin, string folder)
    {
        // Ids and names stay readable in any script; the file is read as JSON and never pasted into HTML.
        var options = new JsonWriterOptions { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, options))
        {
            json.WriteStartObject();
            json.WriteNumber("manifest", 1);
            json.WriteString("id", plugin.Id);
            json.WriteString("name", plugin.Name);
            json.WriteString("vendor", plugin.Vendor);
            json.WriteString("version", plugin.Version);
            json.WriteStartObject("contract");
            json.WriteNumber("major", plugin.Contract.Major);
            json.WriteNumber("minMinor", plugin.Contract.Minor);
            json.WriteEndObject();
            json.WriteString("assembly", plugin.Assembly);
            WriteList(json, "schemes", plugin.Schemes);
            WriteList(json, "odbcDrivers", plugin.OdbcDrivers);
            WriteList(json, "dbmsNames", plugin.DbmsNames);
            if (plugin.Extends is { } extends)
            {
                json.WriteString("extends", extends);
            }

            WriteFiles(json, folder);
            json.WriteEndObject();
        }

        stream.WriteByte((byte)'\n');
        File.WriteAllBytes(Path.Combine(folder, FileName), stream.ToArray());
    }

    private static void WriteList(Utf8JsonWriter json, string name, string[] values)
    {
        json.WriteStartArray(name);
        foreach (string value in values)
        {
            json.WriteStringValue(value);
        }

        json.WriteEndArray();
    }

    private static void WriteFiles(Utf8JsonWriter json, string folder)
    {
        json.WriteStartArray("files");
        foreach (string path in PluginFolder.List(folder).Where(path => path != FileName))
        {
            json.WriteStartObject();
            json.WriteString("path", path);
            json.WriteNumber("bytes", new FileInfo(Path.Combine(folder, path)).Length);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
