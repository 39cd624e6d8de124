using System.Text;
using Quarry.Cli.Cells;
using Quarry.Cli.Output;
using Quarry.Contracts;

namespace Quarry.Cli.Formats;

/// <summary>CSV as RFC 4180 describes it, with a header and LF line ends. NULL is an empty field, "" a quoted one. A blank line stands between results.</summary>
/// <remarks>LF and not CRLF: Unix tools keep a CR as part of the last field, and every CSV reader takes LF.</remarks>
internal sealed class CsvResultWriter(OutputBuffer output) : ResultWriter
{
    private CellWriter[] _cells = [];
    private bool _followsResult;

    public override void Begin(Schema schema)
    {
        if (_followsResult)
        {
            output.Write((byte)'\n');
        }

        _followsResult = true;
        _cells = [.. schema.Columns.Select(CsvCells.Create)];
        for (int i = 0; i < _cells.Length; i++)
        {
            WriteSeparator(i);
            CsvText.Write(output, Encoding.UTF8.GetBytes(schema.Columns[i].Name));
        }

        output.Write((byte)'\n');
    }

    public override void Write(ColumnBatch batch)
    {
        for (int i = 0; i < _cells.Length; i++)
        {
            _cells[i].Bind(batch[i]);
        }

        for (int row = 0; row < batch.Rows; row++)
        {
            WriteRow(row);
        }

        output.Flush();
    }

    public override void End() => output.Flush();

    private void WriteRow(int row)
    {
        for (int i = 0; i < _cells.Length; i++)
        {
            WriteSeparator(i);
            if (!_cells[i].IsNull(row))
            {
                _cells[i].Write(output, row);
            }
        }

        output.Write((byte)'\n');
    }

    private void WriteSeparator(int column)
    {
        if (column > 0)
        {
            output.Write((byte)',');
        }
    }
}
