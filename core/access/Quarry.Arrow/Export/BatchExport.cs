using Apache.Arrow;
using Apache.Arrow.Types;
using Quarry.Contracts;
using ArrowSchema = Apache.Arrow.Schema;

namespace Quarry.Arrow.Export;

/// <summary>Arrow arrays over the blocks of a batch.</summary>
internal static class BatchExport
{
    private static readonly ArrowBuffer s_oneOffset = new(new byte[sizeof(int)]);

    /// <param name="batch">The batch, of which the result retains another.</param>
    /// <param name="schema">The fields of its columns.</param>
    public static RecordBatch ToRecordBatch(ColumnBatch batch, ArrowSchema schema)
    {
        ColumnBatch kept = batch.Retain();
        try
        {
            List<IArrowArray> arrays = new(kept.Columns.Count);
            for (int i = 0; i < kept.Columns.Count; i++)
            {
                arrays.Add(ArrowArrayFactory.BuildArray(ToData(kept.Columns[i], schema.FieldsList[i].DataType)));
            }

            return new BatchView(schema, arrays, kept);
        }
        catch
        {
            kept.Dispose();
            throw;
        }
    }

    private static ArrayData ToData(ColumnVector column, IArrowType type)
    {
        ArrowBuffer validity = View(column, ColumnBuffer.Validity);
        return column.Type.Layout switch
        {
            ColumnLayout.Variable => Data([validity, Offsets(column), View(column, ColumnBuffer.Data)], null),
            ColumnLayout.List => Data([validity, Offsets(column)], [ToData(column.Children[0], ((ListType)type).ValueDataType)]),
            ColumnLayout.TimestampWithOffset => Data(
                [validity], [.. ((StructType)type).Fields.Select((field, i) => ToData(column.Children[i], field.DataType))]),
            _ => Data([validity, View(column, ColumnBuffer.Data)], null),
        };

        ArrayData Data(ArrowBuffer[] buffers, ArrayData[]? children) => new(type, column.Length, column.NullCount, 0, buffers, children);
    }

    private static ArrowBuffer Offsets(ColumnVector column)
        => column.Block(ColumnBuffer.Offsets) is { } block ? new(new BlockView(block).Memory) : s_oneOffset;

    private static ArrowBuffer View(ColumnVector column, ColumnBuffer buffer)
        => column.Block(buffer) is { } block ? new(new BlockView(block).Memory) : ArrowBuffer.Empty;
}
