using System.Globalization;
using Quarry.Contracts;
using Quarry.Odbc.Native;

namespace Quarry.Odbc.Generic;

/// <summary>SQL type codes of ODBC as logical types, and standard SQL for what Quarry creates. The table stands in the README of Quarry.Odbc.</summary>
/// <remarks>Source of the codes: https://learn.microsoft.com/sql/odbc/reference/appendixes/sql-data-types.</remarks>
internal sealed class GenericTypeMap(ServerInfo server) : TypeMap
{
    /// <summary>Facts that begin so hold the name of the type with the SQL type code that follows.</summary>
    public const string TypeFact = "odbc.type.";

    private const int MaxDigits = 76;

    public override string? ToDdl(LogicalType type)
    {
        ArgumentNullException.ThrowIfNull(type);
        return type.Kind switch
        {
            TypeKind.Int8 or TypeKind.UInt8 or TypeKind.Int16 => "SMALLINT",
            TypeKind.UInt16 or TypeKind.Int32 => "INTEGER",
            TypeKind.UInt32 or TypeKind.Int64 => "BIGINT",
            TypeKind.UInt64 => "DECIMAL(20,0)",
            TypeKind.Float32 or TypeKind.Float64 => "DOUBLE PRECISION",
            TypeKind.Decimal128 when type.Scale >= 0 => string.Create(CultureInfo.InvariantCulture, $"DECIMAL({Math.Max(type.Precision, type.Scale)},{type.Scale})"),
            TypeKind.Date32 => "DATE",
            TypeKind.Utf8 when !type.IsNumericText => NameOf(Sql.WLongVarChar) ?? NameOf(Sql.LongVarChar),
            TypeKind.Binary => NameOf(Sql.LongVarBinary),
            _ => null,
        };
    }

    protected override LogicalType MapCore(NativeColumn column, ReadOptions options)
    {
        ArgumentNullException.ThrowIfNull(column);
        ArgumentNullException.ThrowIfNull(options);
        return column.TypeCode switch
        {
            Sql.Bit when column.Length <= 1 => LogicalType.Boolean,
            Sql.TinyInt => column.IsUnsigned ? LogicalType.UInt8 : LogicalType.Int8,
            Sql.SmallInt => column.IsUnsigned ? LogicalType.UInt16 : LogicalType.Int16,
            Sql.Integer => column.IsUnsigned ? LogicalType.UInt32 : LogicalType.Int32,
            Sql.BigInt => column.IsUnsigned ? LogicalType.UInt64 : LogicalType.Int64,
            Sql.Real => LogicalType.Float32,
            Sql.Float or Sql.Double => LogicalType.Float64,
            Sql.Numeric or Sql.Decimal => Numeric(column, options),
            Sql.TypeDate or Sql.DateTime2 => options.MismatchAsText ? LogicalType.Utf8 : LogicalType.Date32,
            Sql.TypeTimestamp or Sql.Timestamp2 => options.MismatchAsText ? LogicalType.Utf8 : LogicalType.Timestamp(column.Scale > 6 ? TimeUnit.Nanosecond : TimeUnit.Microsecond),
            Sql.SqlServerTimestampOffset => LogicalType.TimestampOffset(TimeUnit.Nanosecond),
            Sql.Binary or Sql.VarBinary or Sql.LongVarBinary or Sql.SqlServerUdt => LogicalType.Binary,
            Sql.Guid => LogicalType.Uuid,
            // A time may have more than 24 hours, or a sign (MySQL and its kin): only a plugin knows.
            _ => LogicalType.Utf8,
        };
    }

    private string? NameOf(short code) => server.Facts.GetValueOrDefault(TypeFact + code.ToString(CultureInfo.InvariantCulture));

    private static LogicalType Numeric(NativeColumn column, ReadOptions options)
        => column.Precision is >= 1 and <= MaxDigits && Math.Abs(column.Scale) <= MaxDigits && !options.MismatchAsText ? LogicalType.Decimal(column.Precision, column.Scale)
            : options.Numeric switch
            {
                NumericReading.Double => LogicalType.Float64,
                NumericReading.Decimal when !options.MismatchAsText => LogicalType.Decimal128(38, options.NumericScale),
                _ => LogicalType.NumericText,
            };
}
