using System.Numerics;
using System.Runtime.InteropServices;
using Quarry.Contracts;

namespace Quarry.Arrow.Import;

/// <summary>Arrays that have the layout of a column already. They are copied only where a NULL's slot is not empty, or values are not aligned.</summary>
internal static class Views
{
    public static ColumnData Booleans(ArraySource source)
    {
        int nulls = source.Validity(out MemoryBlock? validity);
        MemoryBlock? values = source.BorrowBits(1);
        int bytes = Bits.Bytes(source.Length);
        if (nulls > 0 && !IsSubset(values!.Span(0, bytes), validity!.Span(0, bytes), source.Length))
        {
            MemoryBlock cleared = source.Blocks.Rent(bytes, source.Name);
            Span<byte> bits = cleared.Span(0, bytes);
            values.Span(0, bytes).CopyTo(bits);
            for (int i = 0; i < bits.Length; i++)
            {
                bits[i] &= validity.Span(0, bytes)[i];
            }

            source.Blocks.Drop(values);
            values = cleared;
        }

        return new() { Column = source.Column, Length = source.Length, NullCount = nulls, Validity = validity, Values = values };
    }

    public static ColumnData Fixed(ArraySource source)
    {
        int width = source.Column.Type.ByteWidth;
        int nulls = source.Validity(out MemoryBlock? validity);
        MemoryBlock? values = source.Borrow(1, width);
        if (nulls > 0)
        {
            values = Cleared(source, values!, width, validity!);
        }

        return new() { Column = source.Column, Length = source.Length, NullCount = nulls, Validity = validity, Values = values };
    }

    public static ColumnData Variable(ArraySource source)
    {
        int nulls = source.Validity(out MemoryBlock? validity);
        // Without rows the offsets may be missing.
        bool none = source.Length == 0;
        MemoryBlock offsets = none ? source.Blocks.Rent(sizeof(int), source.Name) : source.Borrow(1, sizeof(int), more: 1)!;
        ReadOnlySpan<int> ends = MemoryMarshal.Cast<byte, int>(offsets.Span(0, (source.Length + 1) * sizeof(int)));
        ReadOnlySpan<byte> bytes = none ? [] : source.Buffer(2).Span;
        CheckOffsets(source, ends, bytes.Length);
        bytes = bytes[..ends[^1]];
        Texts.Check(source, ends, bytes);
        if (nulls > 0 && HoldsBytes(ends, validity!.Span(0, Bits.Bytes(source.Length))))
        {
            ColumnData compact = Texts.Compact(source, ends, bytes, nulls, validity);
            source.Blocks.Drop(offsets);
            return compact;
        }

        return new()
        {
            Column = source.Column,
            Length = source.Length,
            NullCount = nulls,
            Validity = validity,
            Offsets = offsets,
            Values = none ? null : source.Blocks.Borrow(source.Buffer(2), 0, ends[^1], 1, source.Name),
        };
    }

    /// <summary>Start at 0 or above, never fall, and stay within what they cut.</summary>
    public static void CheckOffsets(ArraySource source, ReadOnlySpan<int> offsets, long most)
    {
        int falls = offsets[0];
        for (int i = 1; i < offsets.Length; i++)
        {
            falls |= (offsets[i] - offsets[i - 1]) | offsets[i];
        }

        // A fall shows in the sign of a difference: if both are not negative, it does not overflow.
        if (falls < 0 || offsets[^1] > most)
        {
            throw source.Corrupt("has offsets that fall or go beyond its values");
        }
    }

    /// <summary>The values with zeros where a row is NULL.</summary>
    public static MemoryBlock Cleared(ArraySource source, MemoryBlock values, int width, MemoryBlock validity)
    {
        int length = checked(source.Length * width);
        ReadOnlySpan<byte> bits = validity.Span(0, Bits.Bytes(source.Length));
        MemoryBlock? cleared = null;
        for (int i = 0; i < bits.Length; i++)
        {
            for (int missing = ~bits[i] & 0xFF; missing != 0; missing &= missing - 1)
            {
                int row = i * 8 + BitOperations.TrailingZeroCount(missing);
                if (row < source.Length && (cleared ?? values).Span((long)row * width, width).ContainsAnyExcept((byte)0))
                {
                    if (cleared is null)
                    {
                        cleared = source.Blocks.Rent(length, source.Name);
                        values.Span(0, length).CopyTo(cleared.Span(0, length));
                    }

                    cleared.Span((long)row * width, width).Clear();
                }
            }
        }

        if (cleared is not null)
        {
            source.Blocks.Drop(values);
        }

        return cleared ?? values;
    }

    private static bool HoldsBytes(ReadOnlySpan<int> offsets, ReadOnlySpan<byte> validity)
    {
        for (int row = 0; row < offsets.Length - 1; row++)
        {
            if (offsets[row] != offsets[row + 1] && !Bits.Get(validity, row))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsSubset(ReadOnlySpan<byte> bits, ReadOnlySpan<byte> of, int count)
    {
        int beyond = 0;
        for (int i = 0; i < count >> 3; i++)
        {
            beyond |= bits[i] & ~of[i];
        }

        return beyond == 0 && ((count & 7) == 0 || (bits[count >> 3] & ~of[count >> 3] & ((1 << (count & 7)) - 1)) == 0);
    }
}
