using System.Buffers.Binary;
using Quarry.Contracts;

namespace Quarry.Plugins.PostgreSql.Encoders;

/// <summary>Writes numeric from decimals and integers. A value is encoded when it is measured, since its length follows from its digits, and copied after.</summary>
internal sealed class NumericCellEncoder(LogicalType type) : CellEncoder
{
    private byte[] _cells = [];

    public override void Measure(ColumnVector column, int first, Span<int> sizes)
    {
        const int Stride = 1 + NumericForm.MaxBytes;
        if (_cells.Length < sizes.Length * Stride)
        {
            _cells = new byte[sizes.Length * Stride];
        }

        for (int i = 0; i < sizes.Length; i++)
        {
            Span<byte> cell = _cells.AsSpan(i * Stride, Stride);
            int length = column.IsNull(first + i) ? 0 : Encode(column, first + i, cell[1..]);
            cell[0] = (byte)length;
            sizes[i] += length;
        }
    }

    public override void Write(ColumnVector column, int first, Span<byte> into, Span<int> at)
    {
        const int Stride = 1 + NumericForm.MaxBytes;
        for (int i = 0; i < at.Length; i++)
        {
            ReadOnlySpan<byte> cell = _cells.AsSpan(i * Stride, Stride);
            int length = cell[0];
            BinaryPrimitives.WriteInt32BigEndian(into[at[i]..], length > 0 ? length : -1);
            cell.Slice(1, length).CopyTo(into[(at[i] + sizeof(int))..]);
            at[i] += sizeof(int) + length;
        }
    }

    private int Encode(ColumnVector column, int row, Span<byte> cell) => type.Kind switch
    {
        TypeKind.Decimal128 => NumericForm.Write(cell, column.Values<Int128>()[row], type.Scale),
        TypeKind.Decimal256 => NumericForm.Write(cell, column.Values<Int256>()[row], type.Scale),
        TypeKind.UInt64 => NumericForm.Write(cell, (Int128)column.Values<ulong>()[row], 0),
        _ => NumericForm.Write(cell, (Int128)column.GetInt64(row), 0),
    };
}
