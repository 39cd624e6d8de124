using System.Globalization;
using Quarry.Contracts;
using Quarry.Plugins.Shared;
using Quarry.Plugins.Sybase.Types;

namespace Quarry.Plugins.Sybase;

/// <summary>Types of ASE as logical types, and back. The table stands in README.md.</summary>
/// <remarks>
/// A name that is known decides, else the SQL type code of ODBC: a user-defined type is described under its own name. Sources:
/// https://infocenter.sybase.com/help/topic/com.sybase.infocenter.dc32300.1570/html/sqlug/X45882.htm (types and their ranges) and
/// https://infocenter.sybase.com/help/topic/com.sybase.infocenter.dc20116.1570/html/aseodbc/CACFDIGH.htm (how SAP's ODBC driver describes them).
/// </remarks>
public sealed class SybaseTypeMap : TypeMap
{
    private const int MaxDigits = 38;
    private const int MoneyScale = 4;
    private const int MoneyDigits = 19;
    private const int SmallMoneyDigits = 10;

    /// <inheritdoc/>
    public override IReadOnlyList<NativeColumn> Known => KnownTypes.All;

    /// <summary>The native type of a column that Quarry creates.</summary>
    /// <param name="type">The logical type.</param>
    /// <returns>
    /// Of text <c>unitext</c>, which holds all of Unicode whatever the server's character set is, and of bytes <c>image</c>: <c>varbinary</c>, and <c>binary</c> that
    /// takes NULL, lose their trailing zeros
    /// (https://infocenter.sybase.com/help/topic/com.sybase.infocenter.dc36271.1600/doc/html/san1393050406442.html). Neither can be a key or have an index. A UUID is
    /// its text for the same reason. Null for what has no exact type: an instant or an offset, nanoseconds, intervals, lists, numbers beyond 38 digits.
    /// </returns>
    public override string? ToDdl(LogicalType type)
    {
        ArgumentNullException.ThrowIfNull(type);
        return type.Kind switch
        {
            TypeKind.Boolean => "bit",
            TypeKind.UInt8 => "tinyint",
            // tinyint has no sign.
            TypeKind.Int8 or TypeKind.Int16 => "smallint",
            TypeKind.UInt16 => "unsigned smallint",
            TypeKind.Int32 => "int",
            TypeKind.UInt32 => "unsigned int",
            TypeKind.Int64 => "bigint",
            TypeKind.UInt64 => "unsigned bigint",
            TypeKind.Float32 => "real",
            TypeKind.Float64 => "double precision",
            TypeKind.Decimal128 or TypeKind.Decimal256 => Numeric(type.Precision, type.Scale),
            TypeKind.Date32 => "date",
            TypeKind.Time64 when type.Unit == TimeUnit.Microsecond => "bigtime",
            TypeKind.Timestamp when !type.IsUtc && type.Unit != TimeUnit.Nanosecond => "bigdatetime",
            TypeKind.Utf8 => type.IsNumericText ? null : "unitext",
            TypeKind.Json or TypeKind.Xml => "unitext",
            TypeKind.Binary or TypeKind.FixedBinary => "image",
            TypeKind.Uuid => "char(36)",
            _ => null,
        };
    }

    /// <inheritdoc/>
    protected override LogicalType MapCore(NativeColumn column, ReadOptions options)
    {
        ArgumentNullException.ThrowIfNull(column);
        ArgumentNullException.ThrowIfNull(options);
        return ByName(column, options) ?? ByCode(column, options);
    }

    private static LogicalType? ByName(NativeColumn column, ReadOptions options) => TypeNames.Bare(column.TypeName) switch
    {
        "bit" => LogicalType.Boolean,
        "tinyint" or "unsigned tinyint" => LogicalType.UInt8,
        // FreeTDS and the catalog have names of their own for the unsigned ones; SAP's driver may leave it to SQL_DESC_UNSIGNED.
        "smallint" => column.IsUnsigned ? LogicalType.UInt16 : LogicalType.Int16,
        "unsigned smallint" or "unsignedsmallint" or "usmallint" => LogicalType.UInt16,
        "int" or "integer" => column.IsUnsigned ? LogicalType.UInt32 : LogicalType.Int32,
        "unsigned int" or "unsigned integer" or "unsignedint" or "uint" => LogicalType.UInt32,
        "bigint" => column.IsUnsigned ? LogicalType.UInt64 : LogicalType.Int64,
        "unsigned bigint" or "unsignedbigint" or "ubigint" => LogicalType.UInt64,
        "numeric" or "decimal" or "dec" => OfNumeric(column, options),
        // FreeTDS calls both money; the digits tell which it is (data_generic_set_type_info in its src/odbc/odbc_data.c).
        "money" => OfMoney(column.Precision == SmallMoneyDigits ? SmallMoneyDigits : MoneyDigits, options),
        "smallmoney" => OfMoney(SmallMoneyDigits, options),
        "real" => LogicalType.Float32,
        "float" or "double" or "double precision" => LogicalType.Float64,
        "date" => OfTime(LogicalType.Date32, options),
        "time" or "bigtime" => OfTime(LogicalType.Time64(TimeUnit.Microsecond), options),
        "smalldatetime" => OfTime(LogicalType.Timestamp(TimeUnit.Second), options),
        "datetime" => OfTime(LogicalType.Timestamp(TimeUnit.Millisecond), options),
        "bigdatetime" => OfTime(LogicalType.Timestamp(TimeUnit.Microsecond), options),
        "char" or "varchar" or "nchar" or "nvarchar" or "unichar" or "univarchar" or "text" or "ntext" or "unitext" or "sysname" or "longsysname" => LogicalType.Utf8,
        "binary" or "varbinary" or "image" => LogicalType.Binary,
        // Eight bytes that are a varbinary: ASE may leave trailing zeros out, so their number is not sure.
        "timestamp" when column.TypeCode is not (SqlTypes.Timestamp or SqlTypes.Timestamp2) => LogicalType.Binary,
        _ => null,
    };

    private static LogicalType ByCode(NativeColumn column, ReadOptions options) => column.TypeCode switch
    {
        SqlTypes.Bit => LogicalType.Boolean,
        SqlTypes.TinyInt => LogicalType.UInt8,
        SqlTypes.SmallInt => column.IsUnsigned ? LogicalType.UInt16 : LogicalType.Int16,
        SqlTypes.Integer => column.IsUnsigned ? LogicalType.UInt32 : LogicalType.Int32,
        SqlTypes.BigInt => column.IsUnsigned ? LogicalType.UInt64 : LogicalType.Int64,
        SqlTypes.Numeric or SqlTypes.Decimal => OfNumeric(column, options),
        SqlTypes.Real => LogicalType.Float32,
        SqlTypes.Float or SqlTypes.Double => LogicalType.Float64,
        SqlTypes.Date or SqlTypes.Date2 => OfTime(LogicalType.Date32, options),
        SqlTypes.Time or SqlTypes.Time2 or SqlTypes.ServerTime => OfTime(LogicalType.Time64(TimeUnit.Microsecond), options),
        SqlTypes.Timestamp or SqlTypes.Timestamp2 => OfTime(LogicalType.Timestamp(TimeUnit.Microsecond), options),
        SqlTypes.Binary or SqlTypes.VarBinary or SqlTypes.LongVarBinary => LogicalType.Binary,
        SqlTypes.Guid => LogicalType.Uuid,
        _ => LogicalType.Utf8,
    };

    // A driver that gives a fraction beyond the type's resolution contradicts it: as text such a value can be read all the same.
    private static LogicalType OfTime(LogicalType type, ReadOptions options) => options.MismatchAsText ? LogicalType.Utf8 : type;

    private static LogicalType OfMoney(int digits, ReadOptions options) => options.MismatchAsText ? LogicalType.NumericText : LogicalType.Decimal128(digits, MoneyScale);

    private static LogicalType OfNumeric(NativeColumn column, ReadOptions options)
        => column.Precision is >= 1 and <= MaxDigits && column.Scale >= 0 && column.Scale <= column.Precision && !options.MismatchAsText
            ? LogicalType.Decimal128(column.Precision, column.Scale)
            : column.Precision > 0 ? LogicalType.NumericText
            : options.Numeric switch
            {
                NumericReading.Double => LogicalType.Float64,
                NumericReading.Decimal when !options.MismatchAsText => LogicalType.Decimal128(MaxDigits, options.NumericScale),
                _ => LogicalType.NumericText,
            };

    // decimal(p,s) has 1 to 38 digits and a scale of 0 to p.
    private static string? Numeric(int precision, int scale)
    {
        int digits = scale < 0 ? precision - scale : Math.Max(precision, scale);
        return digits > MaxDigits ? null : string.Create(CultureInfo.InvariantCulture, $"decimal({digits},{Math.Max(0, scale)})");
    }
}
