using Quarry.Contracts;
using Quarry.Plugins.PostgreSql.Types;

namespace Quarry.Plugins.PostgreSql.Decoding;

/// <summary>Chooses a column's decoder, once per result.</summary>
internal static class DecoderFactory
{
    /// <summary>True if values of the native type come in binary for the logical type; else they come as text.</summary>
    public static bool IsBinary(uint oid, LogicalType type) => (oid, type.Kind) switch
    {
        (Oids.Int2, TypeKind.Int16) or (Oids.Int4, TypeKind.Int32) or (Oids.Int8, TypeKind.Int64) => true,
        (Oids.Float4, TypeKind.Float32) or (Oids.Float8, TypeKind.Float64) => true,
        (Oids.Numeric, TypeKind.Decimal128) => true,
        (Oids.Date, TypeKind.Date32) => true,
        (Oids.Timestamp or Oids.TimestampTz, TypeKind.Timestamp) => true,
        (Oids.Bytea, TypeKind.Binary) => true,
        _ => false,
    };

    /// <summary>Creates the decoder.</summary>
    /// <param name="oid">The native type.</param>
    /// <param name="builder">The column's builder.</param>
    /// <param name="batch">The batch's.</param>
    public static ColumnDecoder Create(uint oid, ColumnBuilder builder, BatchBuilder batch)
    {
        if (!IsBinary(oid, builder.Column.Type))
        {
            return builder is VariableColumnBuilder text ? new TextDecoder(text) : new ParsedTextDecoder(builder);
        }

        return oid switch
        {
            Oids.Int2 => new FixedDecoder<short, Int2Value>((FixedColumnBuilder<short>)builder, batch),
            Oids.Int4 => new FixedDecoder<int, Int4Value>((FixedColumnBuilder<int>)builder, batch),
            Oids.Int8 => new FixedDecoder<long, Int8Value>((FixedColumnBuilder<long>)builder, batch),
            Oids.Float4 => new FixedDecoder<float, Float4Value>((FixedColumnBuilder<float>)builder, batch),
            Oids.Float8 => new FixedDecoder<double, Float8Value>((FixedColumnBuilder<double>)builder, batch),
            Oids.Numeric => new Numeric128Decoder((Decimal128ColumnBuilder)builder, batch),
            Oids.Date => new FixedDecoder<int, DateValue>((FixedColumnBuilder<int>)builder, batch),
            Oids.Timestamp or Oids.TimestampTz => new FixedDecoder<long, TimestampValue>((FixedColumnBuilder<long>)builder, batch),
            _ => new TextDecoder((VariableColumnBuilder)builder),
        };
    }
}
