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
        => output.WriteDocument(json =>
        {
            json.WriteString("directory"u8, directory);
            json.WriteString("contract"u8, string.Create(CultureInfo.InvariantCulture, $"{ContractVersion.Major}.{ContractVersion.Minor}"));
            json.WriteArray("problems"u8, problems, WriteProblem);
            json.WriteArray("plugins"u8, plugins, WritePlugin);
        });

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
        json.WriteArray("schemes"u8, plugin.Schemes);
        json.WriteArray("odbcDrivers"u8, plugin.OdbcDrivers);
        json.WriteArray("dbmsNames"u8, plugin.DbmsNames);
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
}
