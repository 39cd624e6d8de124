using Quarry.Cli.Output;
using Quarry.Contracts;

namespace Quarry.Cli.Cells;

/// <summary>A list as a JSON array of its elements.</summary>
internal sealed class JsonListCell(LogicalType element) : CellWriter
{
    private readonly CellWriter _elements = JsonCells.Create(new() { Name = "item", Type = element });

    public override void Bind(ColumnVector column)
    {
        base.Bind(column);
        _elements.Bind(column.Children[0]);
    }

    public override void Write(OutputBuffer output, int row)
    {
        ReadOnlySpan<int> offsets = Column.Offsets;
        (int start, int end) = (offsets[row], offsets[row + 1]);
        output.Write((byte)'[');
        for (int i = start; i < end; i++)
        {
            if (i > start)
            {
                output.Write((byte)',');
            }

            if (_elements.IsNull(i))
            {
                output.Write("null"u8);
            }
            else
            {
                _elements.Write(output, i);
            }
        }

        output.Write((byte)']');
    }
}
