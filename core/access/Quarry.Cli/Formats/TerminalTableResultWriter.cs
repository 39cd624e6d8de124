using System.Text;
using Quarry.Cli.Cells;
using Quarry.Cli.Output;
using Quarry.Contracts;
using Spectre.Console;

namespace Quarry.Cli.Formats;

/// <summary>A table for a terminal, in pieces of a few hundred rows that each fit its columns to the width of the window; long values wrap.</summary>
/// <remarks>The heading comes again with each piece, so it is still on the screen of who scrolls back.</remarks>
internal sealed class TerminalTableResultWriter(IAnsiConsole console) : ResultWriter
{
    private const int RowsPerPiece = 200;

    private static readonly Text s_null = new("NULL", new Style(decoration: Decoration.Dim));

    private readonly OutputBuffer _cell = new(stream: null);
    private Schema _schema = new([]);
    private CellWriter[] _cells = [];
    private long _rows;

    public override void Begin(Schema schema)
    {
        _schema = schema;
        _cells = [.. schema.Columns.Select(TableCells.Create)];
        _rows = 0;
    }

    public override void Write(ColumnBatch batch)
    {
        for (int i = 0; i < _cells.Length; i++)
        {
            _cells[i].Bind(batch[i]);
        }

        for (int start = 0; start < batch.Rows; start += RowsPerPiece)
        {
            WritePiece(start, Math.Min(start + RowsPerPiece, batch.Rows));
        }

        _rows += batch.Rows;
    }

    public override void End()
    {
        if (_rows == 0)
        {
            WritePiece(0, 0);
        }

        console.Write(new Text(TableText.Rows(_rows)));
    }

    public override void WriteRowsAffected(long rowsAffected) => console.Write(new Text(TableText.RowsAffected(rowsAffected)));

    private void WritePiece(int start, int end)
    {
        var table = new Table { Border = TableBorder.Rounded };
        foreach (ColumnSchema column in _schema.Columns)
        {
            var heading = new TableColumn(new Text(Encoding.UTF8.GetString(TableText.Name(column)), new Style(decoration: Decoration.Bold)));
            table.AddColumn(TableCells.IsRightAligned(column.Type) ? heading.RightAligned() : heading);
        }

        for (int row = start; row < end; row++)
        {
            table.AddRow(Enumerable.Range(0, _cells.Length).Select(column => Cell(column, row)));
        }

        if (_cells.Length > 0)
        {
            console.Write(table);
        }
    }

    private Text Cell(int column, int row)
    {
        if (_cells[column].IsNull(row))
        {
            return s_null;
        }

        _cell.Clear();
        _cells[column].Write(_cell, row);
        return new(Encoding.UTF8.GetString(_cell.Written));
    }
}
