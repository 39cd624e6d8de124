using System.Text;
using Quarry.Cli.Cells;
using Quarry.Cli.Output;
using Quarry.Contracts;

namespace Quarry.Cli.Formats;

/// <summary>Aligned text that streams: the width of a column is that of its widest value among the first rows, at most 60 cells.</summary>
/// <remarks>A wider value is written whole and shifts the rest of its row; nothing is cut. NULL prints as <c>NULL</c>: use csv or json to tell it from text.</remarks>
internal sealed class TableResultWriter(OutputBuffer output) : ResultWriter
{
    private const int MeasuredRows = 1000;
    private const int MaxWidth = 60;

    private readonly OutputBuffer _cell = new(stream: null);
    private readonly OutputBuffer _line = new(stream: null);
    private Schema _schema = new([]);
    private CellWriter[] _cells = [];
    private bool[] _right = [];
    private int[]? _widths;
    private long _rows;
    private bool _followsResult;

    public override void Begin(Schema schema)
    {
        _schema = schema;
        _cells = [.. schema.Columns.Select(TableCells.Create)];
        _right = [.. schema.Columns.Select(column => TableCells.IsRightAligned(column.Type))];
        (_widths, _rows) = (null, 0);
    }

    public override void Write(ColumnBatch batch)
    {
        for (int i = 0; i < _cells.Length; i++)
        {
            _cells[i].Bind(batch[i]);
        }

        if (_widths is null)
        {
            WriteHeader(Math.Min(batch.Rows, MeasuredRows));
        }

        for (int row = 0; row < batch.Rows; row++)
        {
            for (int i = 0; i < _cells.Length; i++)
            {
                FormatCell(i, row);
                AppendCell(i);
            }

            EndLine();
        }

        _rows += batch.Rows;
        output.Flush();
    }

    public override void End()
    {
        if (_widths is null)
        {
            WriteHeader(0);
        }

        output.Write(Encoding.UTF8.GetBytes(TableText.Rows(_rows)));
        output.Flush();
    }

    public override void WriteRowsAffected(long rowsAffected)
    {
        output.Write(Encoding.UTF8.GetBytes(TableText.RowsAffected(rowsAffected)));
        output.Flush();
    }

    private void WriteHeader(int measuredRows)
    {
        if (_followsResult)
        {
            output.Write((byte)'\n');
        }

        _followsResult = true;
        _widths = [.. _schema.Columns.Select(column => TextWidth.Of(TableText.Name(column)))];
        for (int row = 0; row < measuredRows; row++)
        {
            for (int i = 0; i < _cells.Length; i++)
            {
                FormatCell(i, row);
                _widths[i] = Math.Max(_widths[i], Math.Min(MaxWidth, TextWidth.Of(_cell.Written)));
            }
        }

        for (int i = 0; i < _cells.Length; i++)
        {
            _cell.Clear();
            _cell.Write(TableText.Name(_schema.Columns[i]));
            AppendCell(i);
        }

        EndLine();
        for (int i = 0; i < _cells.Length; i++)
        {
            _cell.Clear();
            _cell.Fill((byte)'-', Math.Max(1, _widths[i]));
            AppendCell(i);
        }

        EndLine();
    }

    private void FormatCell(int column, int row)
    {
        _cell.Clear();
        if (_cells[column].IsNull(row))
        {
            _cell.Write("NULL"u8);
        }
        else
        {
            _cells[column].Write(_cell, row);
        }
    }

    private void AppendCell(int column)
    {
        int padding = Math.Max(0, _widths![column] - TextWidth.Of(_cell.Written));
        bool last = column == _cells.Length - 1;
        if (column > 0)
        {
            _line.Write("  "u8);
        }

        if (_right[column])
        {
            _line.Fill((byte)' ', padding);
        }

        _line.Write(_cell.Written);
        if (!_right[column] && !last)
        {
            _line.Fill((byte)' ', padding);
        }
    }

    private void EndLine()
    {
        output.Write(_line.Written);
        output.Write((byte)'\n');
        _line.Clear();
    }
}
