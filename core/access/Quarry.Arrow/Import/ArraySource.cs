using System.Runtime.InteropServices;
using Apache.Arrow;
using Quarry.Contracts;

namespace Quarry.Arrow.Import;

/// <summary>An Arrow array whose sizes are checked whenever a part of it is taken, with the set that receives its blocks.</summary>
internal readonly struct ArraySource
{
    public ArraySource(ArrayData data, ColumnSchema column, BlockSet blocks)
    {
        (Data, Column, Blocks) = (data, column, blocks);
        if (data.Length < 0 || data.Offset < 0 || (long)data.Offset + data.Length >= int.MaxValue)
        {
            throw Corrupt("has an impossible length");
        }
    }

    public ArrayData Data { get; }
    public ColumnSchema Column { get; }
    public BlockSet Blocks { get; }
    public int Length => Data.Length;
    public string Name => Column.Name;

    public ArrowFormatException Corrupt(string what) => ArrowErrors.Corrupt(Blocks.Offset, $"column \"{Name}\" {what}");

    public ArrowBuffer Buffer(int index) => index < Data.Buffers.Length ? Data.Buffers[index] : throw Corrupt("lacks a buffer");

    public ArrayData Child(int index) => Data.Children is { } children && index < children.Length && children[index] is { } child ? child : throw Corrupt("lacks a child");

    /// <summary>The values of the rows, and <paramref name="more"/> after them.</summary>
    public ReadOnlySpan<T> Values<T>(int buffer, int more = 0)
        where T : unmanaged
    {
        Range(buffer, Marshal.SizeOf<T>(), more, out long start, out long length);
        return MemoryMarshal.Cast<byte, T>(Buffer(buffer).Span.Slice((int)start, (int)length));
    }

    /// <summary>The block of the rows' values of one width.</summary>
    public MemoryBlock? Borrow(int buffer, int width, int more = 0)
    {
        Range(buffer, width, more, out long start, out long length);
        int alignment = width is 2 or 4 ? width : width % 8 == 0 && Column.Type.Kind is not (TypeKind.FixedBinary or TypeKind.Uuid) ? 8 : 1;
        return Blocks.Borrow(Buffer(buffer), start, length, alignment, Name);
    }

    /// <summary>Bits of the rows, copied where they start within a byte.</summary>
    public MemoryBlock? BorrowBits(int buffer)
    {
        ArrowBuffer bits = Buffer(buffer);
        if (bits.Length < Bits.Bytes(Data.Offset + Length))
        {
            throw Corrupt("has fewer bits than rows");
        }

        if (Length == 0)
        {
            return null;
        }

        int bytes = Bits.Bytes(Length);
        if ((Data.Offset & 7) == 0)
        {
            return Blocks.Borrow(bits, Data.Offset >> 3, bytes, 1, Name);
        }

        MemoryBlock moved = Blocks.Rent(bytes, Name);
        Bits.Shift(bits.Span, Data.Offset, Length, moved.Span(0, bytes));
        return moved;
    }

    /// <summary>The validity of the rows.</summary>
    /// <returns>How many are NULL, counted; with none there is no block.</returns>
    public int Validity(out MemoryBlock? validity)
    {
        validity = null;
        if (Length == 0 || Buffer(0).Length == 0)
        {
            return Length > 0 && Data.NullCount > 0 ? throw Corrupt("has NULLs and no validity") : 0;
        }

        validity = BorrowBits(0)!;
        int nulls = Length - Bits.Count(validity.Span(0, Bits.Bytes(Length)), Length);
        if (nulls == 0)
        {
            Blocks.Drop(validity);
            validity = null;
        }

        return nulls > 0 && !Column.IsNullable ? throw Corrupt("holds NULLs, and its field says that it does not") : nulls;
    }

    private void Range(int buffer, int width, int more, out long start, out long length)
    {
        (start, length) = ((long)Data.Offset * width, ((long)Length + more) * width);
        if (start + length > Buffer(buffer).Length)
        {
            throw Corrupt("has fewer values than rows");
        }
    }
}
