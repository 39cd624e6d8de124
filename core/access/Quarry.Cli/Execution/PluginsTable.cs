using System.Globalization;
using System.Text;
using Quarry.Cli.Cells;
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
        int[] widths = [.. s_headings.Select((_, column) => rows.Max(row => Width(row[column])))];
        for (int i = 0; i < rows.Length; i++)
        {
            WriteRow(output, rows[i], widths);
            if (i > 0 && plugins[i - 1].Problem is { } problem)
            {
                WriteLine(output, string.Create(CultureInfo.InvariantCulture, $"  QRY{problem.Code}: {problem.Cause}"));
                WriteLine(output, $"  fix: {problem.Fix}");
                WriteStack(output, problem);
            }
        }
    }

    // What its author needs is noise to everybody else, so only for a defect.
    private static void WriteStack(OutputBuffer output, PluginProblem problem)
    {
        foreach (string line in problem.Kind == ErrorKind.Internal ? problem.Stack.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) : [])
        {
            WriteLine(output, $"    {line}");
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

    private static void WriteRow(OutputBuffer output, string[] cells, int[] widths)
    {
        var line = new StringBuilder();
        for (int i = 0; i < cells.Length; i++)
        {
            line.Append(cells[i]).Append(' ', widths[i] - Width(cells[i]) + 2);
        }

        WriteLine(output, line.ToString().TrimEnd());
    }

    // Manifests are foreign text.
    private static void WriteLine(OutputBuffer output, string line)
    {
        VisibleText.Write(output, Encoding.UTF8.GetBytes(line));
        output.Write((byte)'\n');
    }

    private static int Width(string text) => TextWidth.Of(Encoding.UTF8.GetBytes(text));
}
