using System.Buffers.Binary;
using Quarry.Contracts;

namespace Quarry.Plugins.PostgreSql.Encoders;

/// <summary>Writes numeric from decimal text. A value is encoded when it is measured, since its length follows from its digits, and copied after.</summary>
internal sealed class NumericTextCellEncoder(CellPlace place) : CellEncoder
{
    private byte[] _cells = [];

    public override void Measure(ColumnVector column, int first, Span<int> sizes)
    {
        int at = 0;
        for (int i = 0; i < sizes.Length; i++)
        {
            ReadOnlySpan<byte> text = column.GetBytes(first + i);
            int room = sizeof(int) + NumericTextForm.MaxBytes(text.Length);
            if (_cells.Length - at < room)
            {
                Array.Resize(ref _cells, Math.Max(at + room, _cells.Length * 2));
            }

            bool isNull = column.IsNull(first + i);
            int length = isNull ? 0 : NumericTextForm.Write(text, _cells.AsSpan(at + sizeof(int)));
            if (!isNull && length == 0)
            {
                throw place.Error(first + i, "is no decimal number of PostgreSQL's numeric");
            }

            BinaryPrimitives.WriteInt32BigEndian(_cells.AsSpan(at), isNull ? -1 : length);
            at += sizeof(int) + length;
            sizes[i] += length;
        }
    }

    public override void Write(ColumnVector column, int first, Span<byte> into, Span<int> at)
    {
        int from = 0;
        for (int i = 0; i < at.Length; i++)
        {
            int length = sizeof(int) + Math.Max(BinaryPrimitives.ReadInt32BigEndian(_cells.AsSpan(from)), 0);
            _cells.AsSpan(from, length).CopyTo(into[at[i]..]);
            from += length;
            at[i] += length;
        }
    }
}
