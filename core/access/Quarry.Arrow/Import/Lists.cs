using System.Runtime.InteropServices;
using Apache.Arrow;
using Quarry.Contracts;

namespace Quarry.Arrow.Import;

/// <summary>Lists. Offsets that do not start at 0, as those of a slice, are copied; the elements are not.</summary>
internal static class Lists
{
    public static ColumnData Import(ArraySource source)
    {
        int nulls = source.Validity(out MemoryBlock? validity);
        bool none = source.Length == 0;
        MemoryBlock offsets = none ? source.Blocks.Rent(sizeof(int), source.Name) : source.Borrow(1, sizeof(int), more: 1)!;
        ReadOnlySpan<int> ends = MemoryMarshal.Cast<byte, int>(offsets.Span(0, (source.Length + 1) * sizeof(int)));
        Views.CheckOffsets(source, ends, int.MaxValue);
        (int first, int last) = (ends[0], ends[^1]);
        if (first != 0)
        {
            MemoryBlock moved = source.Blocks.Rent((source.Length + 1L) * sizeof(int), source.Name);
            Span<int> rebased = MemoryMarshal.Cast<byte, int>(moved.Span(0, (source.Length + 1) * sizeof(int)));
            for (int i = 0; i < rebased.Length; i++)
            {
                rebased[i] = ends[i] - first;
            }

            source.Blocks.Drop(offsets);
            offsets = moved;
        }

        return List(source, nulls, validity, offsets, first, last - first);
    }

    public static ColumnData ImportLarge(ArraySource source)
    {
        int nulls = source.Validity(out MemoryBlock? validity);
        ReadOnlySpan<long> ends = source.Length == 0 ? [0L] : source.Values<long>(1, more: 1);
        long first = ends[0];
        MemoryBlock offsets = source.Blocks.Rent((source.Length + 1L) * sizeof(int), source.Name);
        Span<int> narrow = MemoryMarshal.Cast<byte, int>(offsets.Span(0, (source.Length + 1) * sizeof(int)));
        for (int i = 0; i < narrow.Length; i++)
        {
            bool fits = first >= 0 && ends[i] >= (i == 0 ? first : ends[i - 1]) && ends[i] - first <= int.MaxValue;
            narrow[i] = fits ? (int)(ends[i] - first) : throw source.Corrupt("has offsets that fall or exceed 32 bits");
        }

        return List(source, nulls, validity, offsets, first, narrow[^1]);
    }

    public static ColumnData ImportFixed(ArraySource source, int size)
    {
        int nulls = source.Validity(out MemoryBlock? validity);
        if ((long)source.Length * size > int.MaxValue)
        {
            throw source.Corrupt("has more elements than 32 bits count");
        }

        MemoryBlock offsets = source.Blocks.Rent((source.Length + 1L) * sizeof(int), source.Name);
        Span<int> ends = MemoryMarshal.Cast<byte, int>(offsets.Span(0, (source.Length + 1) * sizeof(int)));
        for (int i = 0; i < ends.Length; i++)
        {
            ends[i] = i * size;
        }

        return List(source, nulls, validity, offsets, (long)source.Data.Offset * size, ends[^1]);
    }

    private static ColumnData List(ArraySource source, int nulls, MemoryBlock? validity, MemoryBlock offsets, long first, int count)
    {
        ArrayData elements = ColumnImport.Window(source, source.Child(0), first, count);
        ColumnSchema item = new() { Name = "item", Type = source.Column.Type.Element! };
        return new()
        {
            Column = source.Column,
            Length = source.Length,
            NullCount = nulls,
            Validity = validity,
            Offsets = offsets,
            Children = [ColumnImport.Import(elements, item, source.Blocks)],
        };
    }
}
