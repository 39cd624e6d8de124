using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Quarry.Cli.Output;
using Quarry.Contracts;
using Quarry.Hosting;

namespace Quarry.Cli.Execution;

/// <summary>The plugins as one JSON document, for programs. Members are only ever added.</summary>
internal static class PluginsJson
{
    public static void Write(OutputBuffer output, string directory, IReadOnlyList<PluginEntry> plugins, IReadOnlyList<PluginProblem> problems)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes, new() { Indented = true }))
        {
            json.WriteStartObject();
            json.WriteString("directory"u8, directory);
            json.WriteString("contract"u8, string.Create(CultureInfo.InvariantCulture, $"{ContractVersion.Major}.{ContractVersion.Minor}"));
            json.WriteStartArray("problems"u8);
            foreach (PluginProblem problem in problems)
            {
                WriteProblem(json, problem);
            }

            json.WriteEndArray();
            json.WriteStartArray("plugins"u8);
            foreach (PluginEntry plugin in plugins)
            {
                WritePlugin(json, plugin);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        output.Write(bytes.WrittenSpan);
        output.Write((byte)'\n');
    }

    private static void WritePlugin(Utf8JsonWriter json, PluginEntry plugin)
    {
        json.WriteStartObject();
        json.WriteString("id"u8, plugin.Id);
        json.WriteString("name"u8, plugin.Name);
        json.WriteString("vendor"u8, plugin.Vendor);
        json.WriteString("version"u8, plugin.Version);
        json.WriteString("folder"u8, plugin.Folder);
        json.WriteString("state"u8, plugin.State.ToString().ToLowerInvariant());
        json.WriteString("contract"u8, plugin.Contract.ToString());
        WriteArray(json, "schemes"u8, plugin.Schemes);
        WriteArray(json, "odbcDrivers"u8, plugin.OdbcDrivers);
        WriteArray(json, "dbmsNames"u8, plugin.DbmsNames);
        json.WriteString("extends"u8, plugin.Extends);
        json.WritePropertyName("problem"u8);
        if (plugin.Problem is { } problem)
        {
            WriteProblem(json, problem);
        }
        else
        {
            json.WriteNullValue();
        }

        json.WriteEndObject();
    }

    private static void WriteProblem(Utf8JsonWriter json, PluginProblem problem)
    {
        json.WriteStartObject();
        json.WriteString("code"u8, string.Create(CultureInfo.InvariantCulture, $"QRY{problem.Code}"));
        json.WriteString("cause"u8, problem.Cause);
        json.WriteString("fix"u8, problem.Fix);
        json.WriteString("stack"u8, problem.Stack);
        json.WriteEndObject();
    }

    private static void WriteArray(Utf8JsonWriter json, ReadOnlySpan<byte> name, IReadOnlyList<string> values)
    {
        json.WriteStartArray(name);
        foreach (string value in values)
        {
            json.WriteStringValue(value);
        }

        json.WriteEndArray();
    }
}
