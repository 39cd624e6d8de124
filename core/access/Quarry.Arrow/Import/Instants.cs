using System.Runtime.InteropServices;
using Quarry.Contracts;

namespace Quarry.Arrow.Import;

/// <summary>Timestamps with an offset: the only struct that has a home here.</summary>
internal static class Instants
{
    private const int MaxOffsetMinutes = 1439;

    public static ColumnData Import(ArraySource source)
    {
        int nulls = source.Validity(out MemoryBlock? validity);
        ColumnData instants = Part(source, 0, new() { Name = "timestamp", Type = LogicalType.TimestampUtc(source.Column.Type.Unit) });
        ColumnData minutes = Part(source, 1, new() { Name = "offset_minutes", Type = LogicalType.Int16 });
        ReadOnlySpan<byte> valid = validity is null ? [] : validity.Span(0, Bits.Bytes(source.Length));
        Check(source, valid, instants, minutes);
        return new()
        {
            Column = source.Column,
            Length = source.Length,
            NullCount = nulls,
            Validity = validity,
            Children = [Bare(source, instants, nulls, validity), Bare(source, minutes, nulls, validity)],
        };
    }

    private static ColumnData Part(ArraySource source, int index, ColumnSchema column)
        => ColumnImport.Import(ColumnImport.Window(source, source.Child(index), source.Data.Offset, source.Length), column, source.Blocks);

    private static void Check(ArraySource source, ReadOnlySpan<byte> valid, ColumnData instants, ColumnData minutes)
    {
        ReadOnlySpan<short> offsets = MemoryMarshal.Cast<byte, short>(minutes.Values is null ? [] : minutes.Values.Span(0, source.Length * sizeof(short)));
        for (int row = 0; row < source.Length; row++)
        {
            if (!valid.IsEmpty && !Bits.Get(valid, row))
            {
                continue;
            }

            if (IsNull(instants, row) || IsNull(minutes, row))
            {
                throw source.Corrupt("has a value of which a part is NULL");
            }

            if (offsets[row] is < -MaxOffsetMinutes or > MaxOffsetMinutes)
            {
                throw source.Corrupt($"has an offset of {offsets[row]} minutes, beyond ±{MaxOffsetMinutes}");
            }
        }
    }

    private static bool IsNull(ColumnData part, int row)
        => part.NullCount > 0 && !Bits.Get(part.Validity!.Span(0, Bits.Bytes(part.Length)), row);

    // Only the whole has NULLs, and where it has one, its parts are zero.
    private static ColumnData Bare(ArraySource source, ColumnData part, int nulls, MemoryBlock? whole)
    {
        if (part.Validity is { } validity)
        {
            source.Blocks.Drop(validity);
        }

        MemoryBlock? values = nulls == 0 ? part.Values : Views.Cleared(source, part.Values!, part.Column.Type.ByteWidth, whole!);
        return new() { Column = part.Column with { IsNullable = false }, Length = part.Length, Values = values };
    }
}
