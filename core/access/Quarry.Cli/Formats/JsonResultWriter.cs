using System.Text;
using Quarry.Cli.Cells;
using Quarry.Cli.Output;
using Quarry.Contracts;

namespace Quarry.Cli.Formats;

/// <summary>One JSON object per row and line (https://jsonlines.org), members in the order of the columns. Results follow each other without a mark.</summary>
/// <remarks>Columns of the same name become members of the same name, in order: nothing is renamed or dropped.</remarks>
internal sealed class JsonResultWriter(OutputBuffer output) : ResultWriter
{
    private CellWriter[] _cells = [];
    private byte[][] _prefixes = [];

    public override void Begin(Schema schema)
    {
        _cells = [.. schema.Columns.Select(JsonCells.Create)];
        _prefixes = [.. schema.Columns.Select((column, index) => Prefix(column.Name, index == 0 ? '{' : ','))];
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

    private void WriteRow(int row)
    {
        for (int i = 0; i < _cells.Length; i++)
        {
            output.Write(_prefixes[i]);
            if (_cells[i].IsNull(row))
            {
                output.Write("null"u8);
            }
            else
            {
                _cells[i].Write(output, row);
            }
        }

        output.Write(_cells.Length == 0 ? "{}\n"u8 : "}\n"u8);
    }

    private static byte[] Prefix(string name, char before)
    {
        var text = new OutputBuffer(stream: null);
        text.Write((byte)before);
        JsonText.Write(text, Encoding.UTF8.GetBytes(name));
        text.Write((byte)':');
        return text.Written.ToArray();
    }
}
