using Quarry.Contracts;

namespace Quarry.Odbc.Parameters;

/// <summary>The only value of a column in the form that <see cref="Parameter"/> states.</summary>
internal static class OutputValue
{
    public static object Of(ColumnVector column) => column.Type.Kind switch
    {
        TypeKind.Boolean => column.GetBoolean(0),
        TypeKind.Int8 => column.Values<sbyte>()[0],
        TypeKind.Int16 => column.Values<short>()[0],
        TypeKind.Int32 or TypeKind.Date32 => column.Values<int>()[0],
        TypeKind.Int64 or TypeKind.Time64 or TypeKind.Timestamp => column.Values<long>()[0],
        TypeKind.UInt8 => column.Values<byte>()[0],
        TypeKind.UInt16 => column.Values<ushort>()[0],
        TypeKind.UInt32 => column.Values<uint>()[0],
        TypeKind.UInt64 => column.Values<ulong>()[0],
        TypeKind.Float32 => column.Values<float>()[0],
        TypeKind.Float64 => column.Values<double>()[0],
        TypeKind.Interval => column.Values<Interval>()[0],
        TypeKind.Decimal128 => new Decimal128(column.Values<Int128>()[0], column.Type.Scale),
        TypeKind.Decimal256 => new Decimal256(column.Values<Int256>()[0], column.Type.Scale),
        TypeKind.TimestampOffset => column.GetTimestampOffset(0),
        TypeKind.Uuid => new Guid(column.GetBytes(0), bigEndian: true),
        TypeKind.Binary or TypeKind.FixedBinary => column.GetBytes(0).ToArray(),
        _ => column.GetString(0),
    };
}
