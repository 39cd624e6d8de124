using Quarry.Contracts;
using Quarry.Plugins.PostgreSql.Errors;

namespace Quarry.Plugins.PostgreSql.Decoding;

/// <summary>Decodes values of one width.</summary>
internal sealed unsafe class FixedDecoder<T, TValue>(FixedColumnBuilder<T> builder, RowPlace place) : ColumnDecoder
    where T : unmanaged
    where TValue : struct, IFixedValue<T>
{
    public override void Decode(byte* data, int* cells, int stride, int rows)
    {
        int row = 0;
        while (row < rows)
        {
            row += DecodeRun(data, cells + (long)row * stride, stride, rows - row);
            if (row < rows)
            {
                byte* at = data + cells[(long)row * stride];
                int length = Cell.Length(at);
                if (length >= 0)
                {
                    throw length == TValue.Bytes ? ValueErrors.Range(place.Column, place.Row) : ValueErrors.Length(place.Column, place.Row, length);
                }

                builder.AppendNull();
                row++;
            }
        }
    }

    /// <summary>Decodes up to the first value that is NULL or wrong.</summary>
    private int DecodeRun(byte* data, int* cell, int stride, int rows)
    {
        Span<T> values = builder.Reserve(rows);
        int count = 0;
        for (; count < values.Length; count++, cell += stride)
        {
            byte* at = data + *cell;
            if (Cell.Length(at) != TValue.Bytes || !TValue.TryRead(at + sizeof(int), out values[count]))
            {
                break;
            }
        }

        builder.Advance(count);
        return count;
    }
}
