using System.Buffers.Binary;
using Quarry.Contracts;

namespace Quarry.Plugins.PostgreSql.Encoders;

/// <summary>Writes bool: one byte.</summary>
internal sealed class BooleanCellEncoder : CellEncoder
{
    public override void Measure(ColumnVector column, int first, Span<int> sizes)
    {
        for (int i = 0; i < sizes.Length; i++)
        {
            sizes[i] += column.IsNull(first + i) ? 0 : 1;
        }
    }

    public override void Write(ColumnVector column, int first, Span<byte> into, Span<int> at)
    {
        ReadOnlySpan<byte> bits = column.Data;
        for (int i = 0; i < at.Length; i++)
        {
            Span<byte> cell = into[at[i]..];
            int row = first + i;
            bool isNull = column.IsNull(row);
            BinaryPrimitives.WriteInt32BigEndian(cell, isNull ? -1 : 1);
            at[i] += sizeof(int);
            if (!isNull)
            {
                cell[sizeof(int)] = (byte)(bits[row >> 3] >> (row & 7) & 1);
                at[i]++;
            }
        }
    }
}
