using Quarry.Contracts;

namespace Quickstart;

/// <summary>Shows a batch as a table.</summary>
internal static class TextTable
{
    public static void Write(TextWriter output, ColumnBatch batch)
    {
        string[][] columns = [.. batch.Columns.Select(Cells)];
        int[] widths = [.. columns.Select(cells => cells.Max(cell => cell.Length))];
        for (int row = 0; row <= batch.Rows; row++)
        {
            Line(row, (cell, width) => cell.PadRight(width));
            if (row == 0)
            {
                Line(row, (_, width) => new string('-', width));
            }
        }

        void Line(int row, Func<string, int, string> show) => output.WriteLine(string.Join("  ", columns.Select((cells, i) => show(cells[row], widths[i]))).TrimEnd());
    }

    private static string[] Cells(ColumnVector column)
        => [column.Column.Name, .. Enumerable.Range(0, column.Length).Select(row => column.IsNull(row) ? "NULL" : column.GetString(row))];
}
