using System.Buffers.Binary;
using Quarry.Contracts;

namespace Quarry.Plugins.PostgreSql.Encoders;

/// <summary>Writes bytes as they lie in the column: text, bytea, uuid; jsonb has its version before them.</summary>
internal sealed class BytesCellEncoder(CellPlace place, bool isText, bool isJsonb) : CellEncoder
{
    private const byte JsonbVersion = 1;

    private readonly int _before = isJsonb ? 1 : 0;

    public override void Measure(ColumnVector column, int first, Span<int> sizes)
    {
        for (int i = 0; i < sizes.Length; i++)
        {
            if (!column.IsNull(first + i))
            {
                sizes[i] = checked(sizes[i] + _before + column.GetBytes(first + i).Length);
            }
        }
    }

    public override void Write(ColumnVector column, int first, Span<byte> into, Span<int> at)
    {
        for (int i = 0; i < at.Length; i++)
        {
            Span<byte> cell = into[at[i]..];
            if (column.IsNull(first + i))
            {
                BinaryPrimitives.WriteInt32BigEndian(cell, -1);
                at[i] += sizeof(int);
                continue;
            }

            ReadOnlySpan<byte> value = column.GetBytes(first + i);
            if (isText && value.Contains((byte)0))
            {
                throw place.Error(first + i, "holds a character U+0000, which PostgreSQL cannot store in text");
            }

            BinaryPrimitives.WriteInt32BigEndian(cell, _before + value.Length);
            if (isJsonb)
            {
                cell[sizeof(int)] = JsonbVersion;
            }

            value.CopyTo(cell[(sizeof(int) + _before)..]);
            at[i] += sizeof(int) + _before + value.Length;
        }
    }
}
