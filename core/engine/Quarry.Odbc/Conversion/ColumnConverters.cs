using Quarry.Contracts;
using Quarry.Odbc.Blocks;
using Quarry.Odbc.Native;

namespace Quarry.Odbc.Conversion;

/// <summary>Chooses the converter of a column.</summary>
internal static class ColumnConverters
{
    public static ColumnConverter Create(ColumnPlan plan, ColumnBuilder builder) => plan.CType switch
    {
        Sql.CBit => new BooleanConverter((BooleanColumnBuilder)builder),
        Sql.CBigInt => Integer(builder),
        Sql.CUnsignedBigInt => new FixedConverter<ulong>((FixedColumnBuilder<ulong>)builder),
        Sql.CFloat => new FixedConverter<float>((FixedColumnBuilder<float>)builder),
        Sql.CDouble => new FixedConverter<double>((FixedColumnBuilder<double>)builder),
        Sql.CDate => new DateConverter((FixedColumnBuilder<int>)builder),
        Sql.CTimestamp => new TimestampConverter((FixedColumnBuilder<long>)builder),
        Sql.CGuid => new GuidConverter((FixedBinaryColumnBuilder)builder),
        Sql.CWChar => new Utf16Converter(builder),
        Sql.CChar when builder is TimestampColumnBuilder { Column.Type.IsUtc: true } instants => new InstantConverter(instants),
        _ when builder is VariableColumnBuilder variable => new BytesConverter(variable),
        Sql.CBinary => new TextConverter(builder, isNumber: false, trims: false),
        _ when builder.Column.Type.Kind is TypeKind.Decimal128 or TypeKind.Decimal256 or TypeKind.Float32 or TypeKind.Float64 => new TextConverter(builder, isNumber: true, trims: false),
        _ => new TextConverter(builder, isNumber: false, trims: true),
    };

    private static ColumnConverter Integer(ColumnBuilder builder) => builder switch
    {
        FixedColumnBuilder<long> int64 => new FixedConverter<long>(int64),
        FixedColumnBuilder<int> int32 => new NarrowingConverter<int>(int32),
        FixedColumnBuilder<short> int16 => new NarrowingConverter<short>(int16),
        FixedColumnBuilder<sbyte> int8 => new NarrowingConverter<sbyte>(int8),
        FixedColumnBuilder<uint> uint32 => new NarrowingConverter<uint>(uint32),
        FixedColumnBuilder<ushort> uint16 => new NarrowingConverter<ushort>(uint16),
        _ => new NarrowingConverter<byte>((FixedColumnBuilder<byte>)builder),
    };
}
