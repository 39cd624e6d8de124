using System.Text;
using Quarry.Cli.Cells;
using Quarry.Cli.Output;

namespace Quarry.Cli.Formats;

/// <summary>Lines of cells that stand under each other, of which some may be foreign text.</summary>
internal sealed class AlignedText
{
    private readonly IReadOnlyList<string[]> _rows;
    private readonly bool[] _right;
    private readonly int[] _widths;

    /// <param name="rows">Rows of as many cells each.</param>
    /// <param name="right">The columns that end and not begin under each other.</param>
    public AlignedText(IReadOnlyList<string[]> rows, params ReadOnlySpan<int> right)
    {
        int columns = rows[0].Length;
        (_rows, _right) = (rows, new bool[columns]);
        foreach (int column in right)
        {
            _right[column] = true;
        }

        _widths = [.. Enumerable.Range(0, columns).Select(column => rows.Max(row => Width(row[column])))];
    }

    public void WriteRow(OutputBuffer output, int index)
    {
        var line = new StringBuilder();
        for (int i = 0; i < _widths.Length; i++)
        {
            string cell = _rows[index][i];
            int padding = _widths[i] - Width(cell);
            line.Append(' ', i == 0 ? 0 : 2).Append(' ', _right[i] ? padding : 0).Append(cell).Append(' ', _right[i] ? 0 : padding);
        }

        WriteLine(output, line.ToString().TrimEnd(' '));
    }

    public static void WriteLine(OutputBuffer output, string line)
    {
        VisibleText.Write(output, Encoding.UTF8.GetBytes(line));
        output.Write((byte)'\n');
    }

    private static int Width(string text)
    {
        var visible = new OutputBuffer(stream: null);
        VisibleText.Write(visible, Encoding.UTF8.GetBytes(text));
        return TextWidth.Of(visible.Written);
    }
}
