using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Unicode;
using Quarry.Contracts;

namespace Quarry.Arrow.Import;

/// <summary>Text and binary in the forms that columns do not have: they are copied into 32-bit offsets and bytes.</summary>
internal static class Texts
{
    private const int ViewBytes = 16;
    private const int InlineBytes = 12;

    public static ColumnData Large(ArraySource source)
    {
        int nulls = source.Validity(out MemoryBlock? validity);
        ReadOnlySpan<long> offsets = source.Length == 0 ? [0L] : source.Values<long>(1, more: 1);
        ReadOnlySpan<byte> bytes = source.Length == 0 ? [] : source.Buffer(2).Span;
        BlockSet temporary = source.Blocks.Temporary();
        MemoryBlock narrow = temporary.Rent((source.Length + 1L) * sizeof(int), source.Name);
        try
        {
            Span<int> ends = MemoryMarshal.Cast<byte, int>(narrow.Span(0, (source.Length + 1) * sizeof(int)));
            for (int i = 0; i < ends.Length; i++)
            {
                // A buffer of Arrow's library has at most 2 GiB, so what lies within it has a 32-bit offset.
                ends[i] = offsets[i] >= 0 && offsets[i] <= bytes.Length ? (int)offsets[i] : throw source.Corrupt("has offsets beyond its values");
            }

            Views.CheckOffsets(source, ends, bytes.Length);
            Check(source, ends, bytes[..ends[^1]]);
            return Compact(source, ends, bytes, nulls, validity);
        }
        finally
        {
            temporary.ReleaseAll();
        }
    }

    public static ColumnData FromViews(ArraySource source)
    {
        int nulls = source.Validity(out MemoryBlock? validity);
        ReadOnlySpan<byte> valid = validity is null ? [] : validity.Span(0, Bits.Bytes(source.Length));
        ReadOnlySpan<UInt128> views = source.Values<UInt128>(1);
        long total = 0;
        MemoryBlock offsets = source.Blocks.Rent((source.Length + 1L) * sizeof(int), source.Name);
        Span<int> ends = MemoryMarshal.Cast<byte, int>(offsets.Span(0, (source.Length + 1) * sizeof(int)));
        for (int row = 0; row < views.Length; row++)
        {
            total += valid.IsEmpty || Bits.Get(valid, row) ? View(source, views.Slice(row, 1)).Length : 0;
            ends[row + 1] = total <= int.MaxValue ? (int)total : throw ArrowErrors.Most(source.Blocks.Offset, $"Column \"{source.Name}\"", total, int.MaxValue, ArrowErrors.Smaller);
        }

        MemoryBlock values = source.Blocks.Rent(total, source.Name);
        Span<byte> bytes = values.Span(0, (int)total);
        for (int row = 0; row < views.Length; row++)
        {
            if (ends[row] < ends[row + 1])
            {
                View(source, views.Slice(row, 1)).CopyTo(bytes[ends[row]..]);
            }
        }

        Check(source, ends, bytes);
        return new() { Column = source.Column, Length = source.Length, NullCount = nulls, Validity = validity, Offsets = offsets, Values = values };
    }

    public static ColumnData Nulls(ArraySource source) => new()
    {
        Column = source.Column,
        Length = source.Length,
        NullCount = source.Length,
        Validity = source.Blocks.Rent(Bits.Bytes(source.Length), source.Name),
        Offsets = source.Blocks.Rent((source.Length + 1L) * sizeof(int), source.Name),
    };

    /// <summary>Copies the values of the rows that are not NULL, one behind the other.</summary>
    public static ColumnData Compact(ArraySource source, ReadOnlySpan<int> offsets, ReadOnlySpan<byte> bytes, int nulls, MemoryBlock? validity)
    {
        ReadOnlySpan<byte> valid = validity is null ? [] : validity.Span(0, Bits.Bytes(source.Length));
        MemoryBlock endsBlock = source.Blocks.Rent((long)offsets.Length * sizeof(int), source.Name);
        Span<int> ends = MemoryMarshal.Cast<byte, int>(endsBlock.Span(0, offsets.Length * sizeof(int)));
        for (int row = 0; row < offsets.Length - 1; row++)
        {
            ends[row + 1] = ends[row] + (valid.IsEmpty || Bits.Get(valid, row) ? offsets[row + 1] - offsets[row] : 0);
        }

        MemoryBlock values = source.Blocks.Rent(ends[^1], source.Name);
        Span<byte> copy = values.Span(0, ends[^1]);
        for (int row = 0; row < offsets.Length - 1; row++)
        {
            bytes.Slice(offsets[row], ends[row + 1] - ends[row]).CopyTo(copy[ends[row]..]);
        }

        return new() { Column = source.Column, Length = source.Length, NullCount = nulls, Validity = validity, Offsets = endsBlock, Values = values };
    }

    /// <summary>Values of text columns are UTF-8, each by itself.</summary>
    public static void Check(ArraySource source, ReadOnlySpan<int> offsets, ReadOnlySpan<byte> bytes)
    {
        ReadOnlySpan<byte> used = bytes[offsets[0]..];
        if (source.Column.Type.Kind == TypeKind.Binary || Ascii.IsValid(used))
        {
            return;
        }

        bool valid = Utf8.IsValid(used);
        for (int i = 0; valid && i < offsets.Length - 1; i++)
        {
            // In text that is valid as a whole, a value is too if it starts at no continuation byte.
            valid = offsets[i] == bytes.Length || (bytes[offsets[i]] & 0xC0) != 0x80;
        }

        if (!valid)
        {
            throw ArrowErrors.Text(source.Blocks.Offset, source.Name);
        }
    }

    // https://arrow.apache.org/docs/format/Columnar.html#variable-size-binary-view-layout
    private static ReadOnlySpan<byte> View(ArraySource source, ReadOnlySpan<UInt128> view)
    {
        ReadOnlySpan<byte> bytes = MemoryMarshal.AsBytes(view)[..ViewBytes];
        int length = BinaryPrimitives.ReadInt32LittleEndian(bytes);
        if (length is >= 0 and <= InlineBytes)
        {
            return bytes.Slice(sizeof(int), length);
        }

        int buffer = BinaryPrimitives.ReadInt32LittleEndian(bytes[8..]), start = BinaryPrimitives.ReadInt32LittleEndian(bytes[12..]);
        if (length < 0 || buffer < 0 || buffer >= source.Data.Buffers.Length - 2 || start < 0)
        {
            throw source.Corrupt("has a view of no buffer");
        }

        ReadOnlySpan<byte> data = source.Data.Buffers[buffer + 2].Span;
        return (long)start + length <= data.Length ? data.Slice(start, length) : throw source.Corrupt("has a view beyond its buffer");
    }
}
