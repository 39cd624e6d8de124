using System.Buffers.Binary;
using Quarry.Contracts;

namespace Quarry.Plugins.PostgreSql.Encoders;

/// <summary>Writes timestamps with offset as timestamptz: the instant, since PostgreSQL keeps no offset.</summary>
internal sealed class OffsetCellEncoder(TimeUnit unit, CellPlace place) : CellEncoder
{
    public override void Measure(ColumnVector column, int first, Span<int> sizes)
    {
        for (int i = 0; i < sizes.Length; i++)
        {
            sizes[i] += column.IsNull(first + i) ? 0 : sizeof(long);
        }
    }

    public override void Write(ColumnVector column, int first, Span<byte> into, Span<int> at)
    {
        var form = new TimestampCell(unit);
        ReadOnlySpan<long> instants = column.Children[0].Values<long>();
        for (int i = 0; i < at.Length; i++)
        {
            Span<byte> cell = into[at[i]..];
            bool isNull = column.IsNull(first + i);
            BinaryPrimitives.WriteInt32BigEndian(cell, isNull ? -1 : sizeof(long));
            at[i] += isNull ? sizeof(int) : sizeof(int) + sizeof(long);
            if (!isNull && !form.TryWrite(cell[sizeof(int)..], instants[first + i]))
            {
                throw place.Error(first + i);
            }
        }
    }
}
