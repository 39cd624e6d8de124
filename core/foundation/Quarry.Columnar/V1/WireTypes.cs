using Quarry.Contracts;

namespace Quarry.Columnar.V1;

/// <summary>Between type codes and logical types.</summary>
internal static class WireTypes
{
    /// <summary>The code that a column is written with.</summary>
    /// <exception cref="QuarryException">There is none.</exception>
    public static WireType Of(ColumnSchema column) => column.Type.Kind switch
    {
        TypeKind.Boolean => WireType.Boolean,
        TypeKind.Int8 or TypeKind.Int16 or TypeKind.UInt8 => WireType.SmallInt,
        TypeKind.Int32 or TypeKind.UInt16 => WireType.Integer,
        TypeKind.Int64 or TypeKind.UInt32 => WireType.BigInt,
        TypeKind.UInt64 or TypeKind.Decimal128 or TypeKind.Decimal256 => WireType.Decimal,
        TypeKind.Float32 => WireType.Float,
        TypeKind.Float64 => WireType.Double,
        TypeKind.Date32 => WireType.Date,
        TypeKind.Time64 => WireType.Time,
        TypeKind.Timestamp => column.Type.IsUtc ? WireType.TimestampWithTz : WireType.Timestamp,
        TypeKind.TimestampOffset => WireType.DatetimeOffset,
        TypeKind.Interval => WireType.Interval,
        TypeKind.Utf8 => column.Type.IsNumericText ? WireType.Decimal : WireType.NVarchar,
        TypeKind.Xml => WireType.NVarchar,
        TypeKind.Json => WireType.Json,
        TypeKind.Binary or TypeKind.FixedBinary => WireType.Binary,
        TypeKind.Uuid => WireType.Uuid,
        _ => throw FormatErrors.NoTypeCode(column),
    };

    /// <summary>The type that a column is read as: what the code guarantees of every cell, and nothing that is only customary.</summary>
    public static LogicalType ToLogical(ushort code) => (WireType)code switch
    {
        WireType.Integer => LogicalType.Int32,
        WireType.BigInt => LogicalType.Int64,
        WireType.Binary => LogicalType.Binary,
        WireType.Json => LogicalType.Json,
        WireType.Decimal => LogicalType.NumericText,
        _ => LogicalType.Utf8,
    };

    /// <summary>The code's name, or Varchar, which unknown codes are treated as.</summary>
    public static string NameOf(ushort code) => Enum.IsDefined((WireType)code) ? ((WireType)code).ToString() : nameof(WireType.Varchar);
}
