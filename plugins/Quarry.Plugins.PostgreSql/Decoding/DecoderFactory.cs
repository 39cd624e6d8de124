using Quarry.Contracts;
using Quarry.Plugins.PostgreSql.Types;

namespace Quarry.Plugins.PostgreSql.Decoding;

/// <summary>Chooses a column's decoder, once per result.</summary>
internal static class DecoderFactory
{
    /// <summary>True if values of the native type come in binary for the logical type; else they come as text.</summary>
    public static bool IsBinary(uint oid, LogicalType type) => (oid, type.Kind) switch
    {
        (Oids.Bool, TypeKind.Boolean) => true,
        (Oids.Int2, TypeKind.Int16) or (Oids.Int4, TypeKind.Int32) or (Oids.Int8, TypeKind.Int64) => true,
        (Oids.Oid or Oids.Xid or Oids.Cid, TypeKind.UInt32) or (Oids.Xid8, TypeKind.UInt64) => true,
        (Oids.Float4, TypeKind.Float32) or (Oids.Float8, TypeKind.Float64) => true,
        (Oids.Numeric, TypeKind.Decimal128 or TypeKind.Decimal256 or TypeKind.Utf8 or TypeKind.Float64) => true,
        (Oids.Date, TypeKind.Date32) or (Oids.Interval, TypeKind.Interval) => true,
        (Oids.Time, TypeKind.Time64) or (Oids.Timestamp or Oids.TimestampTz, TypeKind.Timestamp) => type.Unit == TimeUnit.Microsecond,
        (Oids.Bytea, TypeKind.Binary) or (Oids.Uuid, TypeKind.Uuid) => true,
        (Oids.Text or Oids.VarChar or Oids.BpChar or Oids.Name, TypeKind.Utf8) or (Oids.Json or Oids.Jsonb, TypeKind.Json) => true,
        (_, TypeKind.List) => BuiltInTypes.ElementOf(oid) is { } element && IsBinary(element.Oid, type.Element!),
        _ => false,
    };

    /// <summary>Creates the decoder.</summary>
    /// <param name="oid">The native type.</param>
    /// <param name="builder">The column's builder.</param>
    /// <param name="place">Where the column's next value stands.</param>
    public static ColumnDecoder Create(uint oid, ColumnBuilder builder, RowPlace place)
        => IsBinary(oid, builder.Column.Type) ? Binary(oid, builder, place) : builder switch
        {
            VariableColumnBuilder text => new TextDecoder(text),
            ListColumnBuilder list => new TextArrayDecoder(list, oid == Oids.BoxArray ? (byte)';' : (byte)',', place),
            _ => new ParsedTextDecoder(builder),
        };

    private static ColumnDecoder Binary(uint oid, ColumnBuilder builder, RowPlace place) => oid switch
    {
        Oids.Bool => new BooleanDecoder((BooleanColumnBuilder)builder, place),
        Oids.Int2 => Fixed<short, Int2Value>(builder, place),
        Oids.Int4 => Fixed<int, Int4Value>(builder, place),
        Oids.Int8 => Fixed<long, Int8Value>(builder, place),
        Oids.Oid or Oids.Xid or Oids.Cid => Fixed<uint, UInt4Value>(builder, place),
        Oids.Xid8 => Fixed<ulong, UInt8Value>(builder, place),
        Oids.Float4 => Fixed<float, Float4Value>(builder, place),
        Oids.Float8 => Fixed<double, Float8Value>(builder, place),
        Oids.Numeric => Numeric(builder, place),
        Oids.Date => Fixed<int, DateValue>(builder, place),
        Oids.Time => Fixed<long, TimeValue>(builder, place),
        Oids.Timestamp or Oids.TimestampTz => Fixed<long, TimestampValue>(builder, place),
        Oids.Interval => Fixed<Interval, IntervalValue>(builder, place),
        Oids.Uuid => new UuidDecoder((FixedBinaryColumnBuilder)builder, place),
        Oids.Jsonb => new JsonbDecoder((VariableColumnBuilder)builder, place),
        _ => builder is ListColumnBuilder list
            ? new ArrayDecoder(list, Create(BuiltInTypes.ElementOf(oid)!.Oid, list.Elements, place), place)
            : new TextDecoder((VariableColumnBuilder)builder),
    };

    private static FixedDecoder<T, TValue> Fixed<T, TValue>(ColumnBuilder builder, RowPlace place)
        where T : unmanaged
        where TValue : struct, IFixedValue<T>
        => new((FixedColumnBuilder<T>)builder, place);

    private static ColumnDecoder Numeric(ColumnBuilder builder, RowPlace place) => builder switch
    {
        Decimal128ColumnBuilder narrow => new Numeric128Decoder(narrow, place),
        Decimal256ColumnBuilder wide => new Numeric256Decoder(wide, place),
        VariableColumnBuilder text => new NumericTextDecoder(text, place),
        _ => new NumericDoubleDecoder((FixedColumnBuilder<double>)builder, place),
    };
}
