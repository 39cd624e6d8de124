using Quarry.Contracts;

namespace Quarry.Cli.Cells;

/// <summary>The cells of the types that print alike in every format.</summary>
internal static class TypedCells
{
    /// <summary>The integer, boolean and float cells.</summary>
    public static CellWriter? TryCreateNumber(LogicalType type) => type.Kind switch
    {
        TypeKind.Boolean => new BooleanCell(),
        TypeKind.Int8 => new FixedCell<sbyte, IntegerFormat<sbyte>>(quoted: false),
        TypeKind.Int16 => new FixedCell<short, IntegerFormat<short>>(quoted: false),
        TypeKind.Int32 => new FixedCell<int, IntegerFormat<int>>(quoted: false),
        TypeKind.Int64 => new FixedCell<long, IntegerFormat<long>>(quoted: false),
        TypeKind.UInt8 => new FixedCell<byte, IntegerFormat<byte>>(quoted: false),
        TypeKind.UInt16 => new FixedCell<ushort, IntegerFormat<ushort>>(quoted: false),
        TypeKind.UInt32 => new FixedCell<uint, IntegerFormat<uint>>(quoted: false),
        TypeKind.UInt64 => new FixedCell<ulong, IntegerFormat<ulong>>(quoted: false),
        TypeKind.Float32 => new FixedCell<float, Float32Format>(quoted: false),
        TypeKind.Float64 => new FixedCell<double, Float64Format>(quoted: false),
        _ => null,
    };

    /// <summary>The decimal, date, time, interval and UUID cells: text that JSON quotes, since it has no number or time that is exact.</summary>
    public static CellWriter CreateScalar(ColumnSchema column, bool quoted) => column.Type.Kind switch
    {
        TypeKind.Decimal128 => new FixedCell<Int128, Decimal128Format>(quoted),
        TypeKind.Decimal256 => new FixedCell<Int256, Decimal256Format>(quoted),
        TypeKind.Date32 => new FixedCell<int, DateFormat>(quoted),
        TypeKind.Time64 => new FixedCell<long, TimeFormat>(quoted),
        TypeKind.Timestamp when column.Type.IsUtc => new FixedCell<long, TimestampUtcFormat>(quoted),
        TypeKind.Timestamp => new FixedCell<long, TimestampFormat>(quoted),
        TypeKind.TimestampOffset => new TimestampOffsetCell(quoted),
        TypeKind.Interval => new FixedCell<Interval, IntervalFormat>(quoted),
        TypeKind.Uuid => new UuidCell(quoted),
        _ => throw new NotSupportedException($"Column \"{column.Name}\" of type {column.Type} has no text form."),
    };
}
