using Quarry.Columnar.Wire;
using Quarry.Contracts;

namespace Quarry.Columnar.V1;

/// <summary>Writes the cells of one column: what a cell is was decided once, from the column's type.</summary>
internal abstract class CellWriter
{
    protected const int LengthBytes = sizeof(uint);

    public static CellWriter For(ColumnSchema column) => column.Type.Kind switch
    {
        TypeKind.Int32 => new FixedCells<int>(sizeof(int), static (value, to) => BitConverter.TryWriteBytes(to, value)),
        TypeKind.UInt16 => new FixedCells<ushort>(sizeof(int), static (value, to) => BitConverter.TryWriteBytes(to, (int)value)),
        TypeKind.Int64 => new FixedCells<long>(sizeof(long), static (value, to) => BitConverter.TryWriteBytes(to, value)),
        TypeKind.UInt32 => new FixedCells<uint>(sizeof(long), static (value, to) => BitConverter.TryWriteBytes(to, (long)value)),
        TypeKind.Binary or TypeKind.FixedBinary or TypeKind.Utf8 or TypeKind.Json or TypeKind.Xml => ByteCells.Instance,
        _ => TextCells.Instance,
    };

    /// <summary>Appends length and bytes of a value that is not NULL.</summary>
    public abstract void Write(ColumnVector column, int row, ByteWriter writer);

    private sealed class FixedCells<T>(int length, Func<T, byte[], bool> format) : CellWriter
        where T : unmanaged
    {
        private readonly byte[] _value = new byte[length];

        public override void Write(ColumnVector column, int row, ByteWriter writer)
        {
            format(column.Values<T>()[row], _value);
            writer.AppendInt32(length);
            writer.Append(_value);
        }
    }

    private sealed class ByteCells : CellWriter
    {
        public static readonly ByteCells Instance = new();

        public override void Write(ColumnVector column, int row, ByteWriter writer)
        {
            ReadOnlySpan<byte> value = column.GetBytes(row);
            writer.AppendInt32(value.Length);
            writer.Append(value);
        }
    }

    private sealed class TextCells : CellWriter
    {
        public static readonly TextCells Instance = new();

        public override void Write(ColumnVector column, int row, ByteWriter writer)
        {
            Span<byte> text = stackalloc byte[ValueText.MaxLength];
            column.TryFormat(row, text, out int length);
            writer.AppendInt32(length);
            writer.Append(text[..length]);
        }
    }
}
