using System.Globalization;
using Quarry.Cli.Formats;
using Quarry.Cli.Output;
using Quarry.Contracts;
using Quarry.Hosting;

namespace Quarry.Cli.Execution;

/// <summary>The plugins as aligned text; under each that failed, why and what to do.</summary>
internal static class PluginsTable
{
    private static readonly string[] s_headings = ["id", "version", "state", "opens", "folder"];

    public static void Write(OutputBuffer output, IReadOnlyList<PluginEntry> plugins)
    {
        if (plugins.Count == 0)
        {
            return;
        }

        string[][] rows = [s_headings, .. plugins.Select(Row)];
        var text = new AlignedText(rows);
        for (int i = 0; i < rows.Length; i++)
        {
            text.WriteRow(output, i);
            if (i > 0 && plugins[i - 1].Problem is { } problem)
            {
                AlignedText.WriteLine(output, string.Create(CultureInfo.InvariantCulture, $"  QRY{problem.Code}: {problem.Cause}"));
                AlignedText.WriteLine(output, $"  fix: {problem.Fix}");
                WriteStack(output, problem);
            }
        }
    }

    // What its author needs is noise to everybody else, so only for a defect.
    private static void WriteStack(OutputBuffer output, PluginProblem problem)
    {
        foreach (string line in problem.Kind == ErrorKind.Internal ? problem.Stack.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) : [])
        {
            AlignedText.WriteLine(output, $"    {line}");
        }
    }

    private static string[] Row(PluginEntry plugin) =>
    [
        plugin.Id,
        plugin.Version,
        plugin.State.ToString().ToLowerInvariant(),
        plugin.Extends is { } extends ? $"extends {extends}" : string.Join(", ", plugin.Schemes),
        plugin.Folder ?? "",
    ];
}
