using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Unicode;
using Quarry.Columnar.Wire;
using Quarry.Contracts;

namespace Quarry.Columnar.V1;

/// <summary>Appends the cells of one column: what a cell must be was decided once, from the column's type code.</summary>
internal abstract class CellReader(ColumnBuilder builder, int valueLength)
{
    /// <summary>How long every cell is, or −1 if each says so.</summary>
    public int ValueLength { get; } = valueLength;

    public static CellReader For(ColumnBuilder builder) => builder.Column.Type.Kind switch
    {
        TypeKind.Int32 => new FixedCells<int>((FixedColumnBuilder<int>)builder, sizeof(int)),
        TypeKind.Int64 => new FixedCells<long>((FixedColumnBuilder<long>)builder, sizeof(long)),
        TypeKind.Binary => new ByteCells((VariableColumnBuilder)builder),
        _ => new TextCells((VariableColumnBuilder)builder),
    };

    /// <summary>Reads a NULL flag, and length and bytes of a value.</summary>
    /// <param name="reader">Stands at the flag.</param>
    /// <param name="withLength">False where cells of a fixed length have none, in the original's v2.</param>
    /// <param name="limits">Bounds the length.</param>
    public void Read(ref ByteReader reader, bool withLength, RowBufferV1Limits limits)
    {
        long at = reader.Offset;
        byte isNull = reader.Byte("a cell");
        if (isNull > 1)
        {
            throw FormatErrors.Corrupt(at, string.Create(CultureInfo.InvariantCulture, $"a cell's NULL flag is {isNull}"));
        }

        if (isNull == 1)
        {
            builder.AppendNull();
            return;
        }

        uint length = withLength || ValueLength < 0 ? reader.UInt32("a cell") : (uint)ValueLength;
        limits.CheckCell(at, length);
        Append(reader.Bytes(length, "a cell"), at);
    }

    protected abstract void Append(ReadOnlySpan<byte> value, long at);

    private sealed class FixedCells<T>(FixedColumnBuilder<T> builder, int length) : CellReader(builder, length)
        where T : unmanaged
    {
        private readonly FixedColumnBuilder<T> _builder = builder;

        protected override void Append(ReadOnlySpan<byte> value, long at)
        {
            // The original writes an integer that it cannot parse as text into an integer cell.
            if (value.Length != ValueLength)
            {
                throw FormatErrors.Corrupt(at, $"a cell of column \"{_builder.Column.Name}\" has {value.Length} bytes and is no {_builder.Column.Type}");
            }

            _builder.Append(MemoryMarshal.Read<T>(value));
        }
    }

    private sealed class ByteCells(VariableColumnBuilder builder) : CellReader(builder, -1)
    {
        private readonly VariableColumnBuilder _builder = builder;

        protected override void Append(ReadOnlySpan<byte> value, long at) => _builder.Append(value);
    }

    private sealed class TextCells(VariableColumnBuilder builder) : CellReader(builder, -1)
    {
        private readonly VariableColumnBuilder _builder = builder;

        protected override void Append(ReadOnlySpan<byte> value, long at)
        {
            if (!Utf8.IsValid(value))
            {
                throw FormatErrors.Text(at, $"a cell of column \"{_builder.Column.Name}\"");
            }

            _builder.Append(value);
        }
    }
}
