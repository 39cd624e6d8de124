using System.Runtime.InteropServices;
using Apache.Arrow;
using Apache.Arrow.Types;
using Quarry.Contracts;

namespace Quarry.Arrow.Import;

/// <summary>Dictionary-encoded and run-end-encoded arrays, which are decoded.</summary>
internal static class Encoded
{
    private const int Missing = -1;

    public static ColumnData Dictionary(ArraySource source, DictionaryType type)
    {
        int nulls = source.Validity(out MemoryBlock? validity);
        ArrayData dictionary = source.Data.Dictionary ?? throw source.Corrupt("has no dictionary");
        BlockSet temporary = source.Blocks.Temporary();
        try
        {
            Span<int> indices = Rent(temporary, source);
            ReadOnlySpan<byte> valid = validity is null ? [] : validity.Span(0, Bits.Bytes(source.Length));
            for (int row = 0; row < indices.Length; row++)
            {
                indices[row] = valid.IsEmpty || Bits.Get(valid, row) ? 0 : Missing;
            }

            switch (type.IndexType.TypeId)
            {
                case ArrowTypeId.Int8: Fill<sbyte>(source, indices, dictionary.Length); break;
                case ArrowTypeId.UInt8: Fill<byte>(source, indices, dictionary.Length); break;
                case ArrowTypeId.Int16: Fill<short>(source, indices, dictionary.Length); break;
                case ArrowTypeId.UInt16: Fill<ushort>(source, indices, dictionary.Length); break;
                case ArrowTypeId.Int32: Fill<int>(source, indices, dictionary.Length); break;
                case ArrowTypeId.UInt32: Fill<uint>(source, indices, dictionary.Length); break;
                case ArrowTypeId.Int64: Fill<long>(source, indices, dictionary.Length); break;
                case ArrowTypeId.UInt64: Fill<ulong>(source, indices, dictionary.Length); break;
                default: throw source.Corrupt($"has dictionary indices of type {type.IndexType.Name}");
            }

            // A dictionary may hold NULL itself.
            ColumnData values = source.Blocks.Dictionaries.Get(dictionary, source.Column, source.Blocks);
            if (nulls > 0)
            {
                source.Blocks.Drop(validity!);
            }

            return Gather.Rows(source, values, indices);
        }
        finally
        {
            temporary.ReleaseAll();
        }
    }

    public static ColumnData Runs(ArraySource source)
    {
        (ArrayData ends, ArrayData values) = (source.Child(0), source.Child(1));
        BlockSet temporary = source.Blocks.Temporary();
        try
        {
            Span<int> indices = Rent(temporary, source);
            ArraySource endsSource = new(ends, source.Column, temporary);
            switch (ends.DataType.TypeId)
            {
                case ArrowTypeId.Int16: Fill(source, endsSource.Values<short>(1), indices, values.Length); break;
                case ArrowTypeId.Int32: Fill(source, endsSource.Values<int>(1), indices, values.Length); break;
                case ArrowTypeId.Int64: Fill(source, endsSource.Values<long>(1), indices, values.Length); break;
                default: throw source.Corrupt($"has run ends of type {ends.DataType.Name}");
            }

            return Gather.Rows(source, ColumnImport.Import(values, source.Column, temporary), indices);
        }
        finally
        {
            temporary.ReleaseAll();
        }
    }

    private static Span<int> Rent(BlockSet temporary, ArraySource source)
        => MemoryMarshal.Cast<byte, int>(temporary.Rent((long)source.Length * sizeof(int), source.Name).Span(0, source.Length * sizeof(int)));

    private static void Fill<T>(ArraySource source, Span<int> indices, int entries)
        where T : unmanaged, System.Numerics.IBinaryInteger<T>
    {
        ReadOnlySpan<T> given = source.Values<T>(1);
        for (int row = 0; row < indices.Length; row++)
        {
            if (indices[row] != Missing)
            {
                long index = long.CreateSaturating(given[row]);
                indices[row] = index >= 0 && index < entries ? (int)index : throw source.Corrupt("refers beyond its dictionary");
            }
        }
    }

    private static void Fill<T>(ArraySource source, ReadOnlySpan<T> ends, Span<int> indices, int values)
        where T : unmanaged, System.Numerics.IBinaryInteger<T>
    {
        long before = 0;
        int run = 0;
        for (int row = 0; row < indices.Length; row++)
        {
            long at = (long)source.Data.Offset + row;
            while (run < ends.Length && long.CreateChecked(ends[run]) <= at)
            {
                before = Rising(source, before, long.CreateChecked(ends[run++]));
            }

            if (run >= ends.Length || run >= values)
            {
                throw source.Corrupt("has fewer runs than rows");
            }

            indices[row] = run;
        }
    }

    private static long Rising(ArraySource source, long before, long end) => end > before ? end : throw source.Corrupt("has run ends that do not rise");
}
