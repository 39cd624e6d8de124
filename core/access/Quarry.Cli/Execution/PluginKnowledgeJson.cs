using System.Text.Json;
using Quarry.Cli.Output;
using Quarry.Contracts;
using Quarry.Hosting;

namespace Quarry.Cli.Execution;

/// <summary>What a plugin knows as one JSON document, for programs. Members are only ever added.</summary>
internal static class PluginKnowledgeJson
{
    public static void Write(OutputBuffer output, LoadedPlugin plugin) => output.WriteDocument(json =>
    {
        Driver driver = plugin.Driver;
        json.WriteString("id"u8, plugin.Entry.Id);
        json.WriteString("name"u8, plugin.Entry.Name);
        json.WriteString("vendor"u8, plugin.Entry.Vendor);
        json.WriteString("version"u8, plugin.Entry.Version);
        json.WriteString("folder"u8, plugin.Entry.Folder);
        json.WriteArray("schemes"u8, plugin.Entry.Schemes);
        json.WriteArray("odbcDrivers"u8, plugin.Odbc?.Drivers ?? []);
        json.WriteArray("testedAgainst"u8, driver.TestedAgainst);
        json.WriteArray("types"u8, driver.Types.Known, (writer, column) => WriteType(writer, driver.Types, column));
        ServerInfo[] servers = [.. driver.KnownServers];
        DriverCapabilities[] described = [.. servers.Select(driver.Describe)];
        json.WriteArray("capabilities"u8, [.. PluginKnowledge.Capabilities(described)], (writer, row) => WriteCapability(writer, row.Name, servers, row.OnServers));
        json.WriteArray("rules"u8, [.. plugin.Rules.Select(rule => rule.Name)]);
        json.WriteArray("extendedBy"u8, plugin.Extensions);
    });

    private static void WriteType(Utf8JsonWriter json, TypeMap types, NativeColumn column)
    {
        LogicalType type = types.Map(column, ReadOptions.Default);
        json.WriteStartObject();
        json.WriteNumber("code"u8, column.TypeCode);
        json.WriteString("native"u8, PluginKnowledge.Native(column));
        json.WriteString("type"u8, type.ToString());
        json.WriteString("createdAs"u8, types.ToDdl(type));
        json.WriteEndObject();
    }

    private static void WriteCapability(Utf8JsonWriter json, string name, ServerInfo[] servers, IReadOnlyList<Capability> onServers)
    {
        json.WriteStartObject();
        json.WriteString("name"u8, name);
        json.WriteStartArray("servers"u8);
        foreach ((ServerInfo server, Capability capability) in servers.Zip(onServers))
        {
            json.WriteStartObject();
            json.WriteString("server"u8, $"{server.Product} {server.Version}");
            json.WriteBoolean("supported"u8, capability.IsSupported);
            json.WriteString("reason"u8, capability.Reason);
            json.WriteString("manual"u8, capability.Manual);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
