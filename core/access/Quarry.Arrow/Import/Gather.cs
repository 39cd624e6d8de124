using System.Runtime.InteropServices;
using Quarry.Contracts;

namespace Quarry.Arrow.Import;

/// <summary>Copies rows of a column in another order, with repetition.</summary>
internal static class Gather
{
    /// <param name="source">What is imported.</param>
    /// <param name="values">The column that rows are taken from.</param>
    /// <param name="indices">The rows; a negative one is NULL.</param>
    public static ColumnData Rows(ArraySource source, ColumnData values, ReadOnlySpan<int> indices)
    {
        int nulls = Validity(source, values, indices, out MemoryBlock? validity);
        ReadOnlySpan<byte> valid = validity is null ? [] : validity.Span(0, Bits.Bytes(indices.Length));
        (MemoryBlock? offsets, MemoryBlock? data) = source.Column.Type.Layout switch
        {
            ColumnLayout.Bits => (null, Booleans(source, values, indices, valid)),
            ColumnLayout.Fixed => (null, Fixed(source, values, indices, valid)),
            ColumnLayout.Variable => Variable(source, values, indices, valid),
            _ => throw ArrowErrors.Type(source.Blocks.Offset, source.Name, $"encoded {source.Column.Type}", "Write it without dictionary or runs."),
        };
        return new() { Column = source.Column, Length = indices.Length, NullCount = nulls, Validity = validity, Offsets = offsets, Values = data };
    }

    private static int Validity(ArraySource source, ColumnData values, ReadOnlySpan<int> indices, out MemoryBlock? validity)
    {
        ReadOnlySpan<byte> from = values.NullCount == 0 ? [] : values.Validity!.Span(0, Bits.Bytes(values.Length));
        int bytes = Bits.Bytes(indices.Length);
        validity = source.Blocks.Rent(bytes, source.Name);
        Span<byte> bits = validity.Span(0, bytes);
        int nulls = 0;
        for (int row = 0; row < indices.Length; row++)
        {
            bool valid = indices[row] >= 0 && (from.IsEmpty || Bits.Get(from, indices[row]));
            bits[row >> 3] |= (byte)(valid ? 1 << (row & 7) : 0);
            nulls += valid ? 0 : 1;
        }

        if (nulls == 0)
        {
            source.Blocks.Drop(validity);
            validity = null;
        }

        return nulls > 0 && !source.Column.IsNullable ? throw source.Corrupt("holds NULLs, and its field says that it does not") : nulls;
    }

    private static MemoryBlock Booleans(ArraySource source, ColumnData values, ReadOnlySpan<int> indices, ReadOnlySpan<byte> valid)
    {
        int bytes = Bits.Bytes(indices.Length);
        MemoryBlock block = source.Blocks.Rent(bytes, source.Name);
        Span<byte> bits = block.Span(0, bytes);
        ReadOnlySpan<byte> from = values.Values is null ? [] : values.Values.Span(0, Bits.Bytes(values.Length));
        for (int row = 0; row < indices.Length; row++)
        {
            bool set = (valid.IsEmpty || Bits.Get(valid, row)) && Bits.Get(from, indices[row]);
            bits[row >> 3] |= (byte)(set ? 1 << (row & 7) : 0);
        }

        return block;
    }

    private static MemoryBlock Fixed(ArraySource source, ColumnData values, ReadOnlySpan<int> indices, ReadOnlySpan<byte> valid)
    {
        int width = source.Column.Type.ByteWidth;
        MemoryBlock block = source.Blocks.Rent((long)indices.Length * width, source.Name);
        Span<byte> bytes = block.Span(0, indices.Length * width);
        ReadOnlySpan<byte> from = values.Values is null ? [] : values.Values.Span(0, values.Length * width);
        for (int row = 0; row < indices.Length; row++)
        {
            if (valid.IsEmpty || Bits.Get(valid, row))
            {
                from.Slice(indices[row] * width, width).CopyTo(bytes[(row * width)..]);
            }
        }

        return block;
    }

    private static (MemoryBlock Offsets, MemoryBlock Data) Variable(ArraySource source, ColumnData values, ReadOnlySpan<int> indices, ReadOnlySpan<byte> valid)
    {
        ReadOnlySpan<int> from = MemoryMarshal.Cast<byte, int>(values.Offsets!.Span(0, (values.Length + 1) * sizeof(int)));
        MemoryBlock offsets = source.Blocks.Rent((indices.Length + 1L) * sizeof(int), source.Name);
        Span<int> ends = MemoryMarshal.Cast<byte, int>(offsets.Span(0, (indices.Length + 1) * sizeof(int)));
        long total = 0;
        for (int row = 0; row < indices.Length; row++)
        {
            total += valid.IsEmpty || Bits.Get(valid, row) ? from[indices[row] + 1] - from[indices[row]] : 0;
            ends[row + 1] = total <= int.MaxValue ? (int)total : throw ArrowErrors.Most(source.Blocks.Offset, $"Column \"{source.Name}\"", total, int.MaxValue, ArrowErrors.Smaller);
        }

        MemoryBlock data = source.Blocks.Rent(total, source.Name);
        Span<byte> bytes = data.Span(0, (int)total);
        ReadOnlySpan<byte> text = values.Values is null ? [] : values.Values.Span(0, from[^1]);
        for (int row = 0; row < indices.Length; row++)
        {
            if (ends[row] < ends[row + 1])
            {
                text[from[indices[row]]..from[indices[row] + 1]].CopyTo(bytes[ends[row]..]);
            }
        }

        return (offsets, data);
    }
}
