using System.Globalization;
using Quarry.Cli.Formats;
using Quarry.Cli.Output;
using Quarry.Contracts;
using Quarry.Hosting;

namespace Quarry.Cli.Execution;

/// <summary>What a plugin knows as aligned text.</summary>
internal static class PluginKnowledgeText
{
    public static void Write(OutputBuffer output, LoadedPlugin plugin)
    {
        Driver driver = plugin.Driver;
        PluginEntry entry = plugin.Entry;
        WriteTable(output,
        [
            [entry.Id, $"{entry.Name} {entry.Version}{(entry.Vendor.Length > 0 ? $", by {entry.Vendor}" : "")}"],
            ["opens", string.Join(", ", entry.Schemes.Select(scheme => $"{scheme}:"))],
            .. plugin.Odbc is { } odbc ? (string[][])[["through ODBC", string.Join(", ", odbc.Drivers)]] : [],
            ["folder", entry.Folder ?? "the application itself"],
            .. driver.TestedAgainst.Select((line, i) => (string[])[i == 0 ? "tested against" : "", line]),
        ]);
        Title(output, "types");
        WriteTable(output,
        [
            ["code", "native", "is read as", "which is created as"],
            .. driver.Types.Known.Select(column => Row(driver.Types, column)),
        ], right: 0);
        WriteCapabilities(output, driver);
        Title(output, "rules");
        WriteTable(output, plugin.Rules.Count == 0 ? [["none"]] : [.. plugin.Rules.Select(rule => (string[])[rule.Name, rule.GetType().Assembly.GetName().Name ?? ""])]);
        if (plugin.Extensions.Count > 0)
        {
            Title(output, "extended by");
            WriteTable(output, [.. plugin.Extensions.Select(id => (string[])[id])]);
        }
    }

    private static string[] Row(TypeMap types, NativeColumn column)
    {
        LogicalType type = types.Map(column, ReadOptions.Default);
        return [column.TypeCode.ToString(CultureInfo.InvariantCulture), PluginKnowledge.Native(column), type.ToString(), types.ToDdl(type) ?? "-"];
    }

    private static void WriteCapabilities(OutputBuffer output, Driver driver)
    {
        IReadOnlyList<ServerInfo> servers = driver.KnownServers;
        Title(output, servers.Count == 0 ? "capabilities: this plugin tells them of a server only; ask quarry explain TARGET SQL" : "capabilities");
        if (servers.Count == 0)
        {
            return;
        }

        DriverCapabilities[] described = [.. servers.Select(driver.Describe)];
        (string Name, IReadOnlyList<Capability> OnServers)[] all = [.. PluginKnowledge.Capabilities(described)];
        WriteTable(output,
        [
            ["", .. servers.Select(server => server.VersionText.Length > 0 ? server.VersionText : $"{server.Product} {server.Version}"), "why, or where its manual says so"],
            .. all.Select(row => (string[])[row.Name, .. row.OnServers.Select(capability => capability.IsSupported ? "yes" : "no"), Why(row.OnServers)]),
            [nameof(PartitionConsistency), .. described.Select(capabilities => capabilities.PartitionConsistency.ToString().ToLowerInvariant()), "what the parts of one read have in common"],
        ]);
    }

    private static string Why(IReadOnlyList<Capability> onServers)
        => onServers.FirstOrDefault(capability => !capability.IsSupported) is { } missing ? $"{missing.Reason} {missing.Manual}".TrimEnd() : onServers[^1].Manual;

    private static void Title(OutputBuffer output, string title)
    {
        AlignedText.WriteLine(output, "");
        AlignedText.WriteLine(output, title);
    }

    private static void WriteTable(OutputBuffer output, string[][] rows, params ReadOnlySpan<int> right)
    {
        var text = new AlignedText(rows, right);
        for (int i = 0; i < rows.Length; i++)
        {
            text.WriteRow(output, i);
        }
    }
}
