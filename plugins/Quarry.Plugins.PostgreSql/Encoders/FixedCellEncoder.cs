using System.Buffers.Binary;
using Quarry.Contracts;

namespace Quarry.Plugins.PostgreSql.Encoders;

/// <summary>Writes values of one width.</summary>
internal sealed class FixedCellEncoder<T, TValue>(TValue form, CellPlace place) : CellEncoder
    where T : unmanaged
    where TValue : struct, ICellValue<T>
{
    public override void Measure(ColumnVector column, int first, Span<int> sizes)
    {
        for (int i = 0; i < sizes.Length; i++)
        {
            sizes[i] += column.NullCount != 0 && column.IsNull(first + i) ? 0 : form.Bytes;
        }
    }

    public override void Write(ColumnVector column, int first, Span<byte> into, Span<int> at)
    {
        ReadOnlySpan<T> values = column.Values<T>().Slice(first, at.Length);
        bool hasNulls = column.NullCount != 0;
        int bytes = form.Bytes;
        for (int i = 0; i < at.Length; i++)
        {
            Span<byte> cell = into[at[i]..];
            if (hasNulls && column.IsNull(first + i))
            {
                BinaryPrimitives.WriteInt32BigEndian(cell, -1);
                at[i] += sizeof(int);
                continue;
            }

            BinaryPrimitives.WriteInt32BigEndian(cell, bytes);
            if (!form.TryWrite(cell[sizeof(int)..], values[i]))
            {
                throw place.Error(first + i);
            }

            at[i] += sizeof(int) + bytes;
        }
    }
}
