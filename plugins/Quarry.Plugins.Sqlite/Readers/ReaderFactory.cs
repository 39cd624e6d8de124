using Quarry.Contracts;
using Quarry.Plugins.Sqlite.Errors;
using Quarry.Plugins.Sqlite.Types;

namespace Quarry.Plugins.Sqlite.Readers;

/// <summary>Chooses the reader of each column, once per result.</summary>
internal static class ReaderFactory
{
    public static ColumnReader<TSource>[] Create<TSource>(BatchBuilder batch, ReadOptions options)
        where TSource : struct, IValueSource
    {
        var readers = new ColumnReader<TSource>[batch.Columns.Count];
        for (int i = 0; i < readers.Length; i++)
        {
            readers[i] = options.MismatchAsText ? new AnyTextReader<TSource>(batch, i) : Create<TSource>(batch, i, options);
        }

        return readers;
    }

    private static ColumnReader<TSource> Create<TSource>(BatchBuilder batch, int column, ReadOptions options)
        where TSource : struct, IValueSource
    {
        LogicalType type = batch.Columns[column].Column.Type;
        return type.Kind switch
        {
            TypeKind.Boolean => new BooleanReader<TSource>(batch, column),
            TypeKind.Int8 => new NarrowIntegerReader<TSource, sbyte>(batch, column),
            TypeKind.Int16 => new NarrowIntegerReader<TSource, short>(batch, column),
            TypeKind.Int32 => new NarrowIntegerReader<TSource, int>(batch, column),
            TypeKind.Int64 => new Int64Reader<TSource>(batch, column),
            TypeKind.UInt8 => new NarrowIntegerReader<TSource, byte>(batch, column),
            TypeKind.UInt16 => new NarrowIntegerReader<TSource, ushort>(batch, column),
            TypeKind.UInt32 => new NarrowIntegerReader<TSource, uint>(batch, column),
            TypeKind.UInt64 => new UInt64Reader<TSource>(batch, column),
            TypeKind.Float32 => new Float32Reader<TSource>(batch, column),
            TypeKind.Float64 when IsRounded(batch, column, options) => new RoundedFloat64Reader<TSource>(batch, column),
            TypeKind.Float64 => new Float64Reader<TSource>(batch, column),
            TypeKind.Decimal128 => new Decimal128Reader<TSource>(batch, column),
            TypeKind.Decimal256 => new Decimal256Reader<TSource>(batch, column),
            TypeKind.Date32 => new DateReader<TSource>(batch, column),
            TypeKind.Time64 or TypeKind.Timestamp or TypeKind.TimestampOffset or TypeKind.Interval => new ParsedTextReader<TSource>(batch, column),
            TypeKind.Utf8 when type.IsNumericText => new NumericTextReader<TSource>(batch, column),
            TypeKind.Utf8 or TypeKind.Xml => new Utf8Reader<TSource>(batch, column),
            TypeKind.Json => new JsonReader<TSource>(batch, column),
            TypeKind.Binary => new BinaryReader<TSource>(batch, column),
            TypeKind.FixedBinary or TypeKind.Uuid => new FixedBinaryReader<TSource>(batch, column),
            _ => throw SqliteErrors.TypeNotReadable(batch.Columns[column].Column),
        };
    }

    private static bool IsRounded(BatchBuilder batch, int column, ReadOptions options)
        => options.Numeric == NumericReading.Double && DeclaredType.Parse(batch.Columns[column].Column.NativeType).Kind == DeclaredKind.Numeric;
}
