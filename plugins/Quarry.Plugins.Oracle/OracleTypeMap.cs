using System.Globalization;
using Quarry.Contracts;
using Quarry.Plugins.Oracle.Types;
using Quarry.Plugins.Shared;

namespace Quarry.Plugins.Oracle;

/// <summary>Types of Oracle as logical types, and back. The table stands in README.md.</summary>
/// <remarks>Source: https://docs.oracle.com/en/database/oracle/oracle-database/23/sqlrf/Data-Types.html. The type's name decides; where there is none, or one that is
/// not known, the SQL type code of ODBC does (<see cref="NativeColumn.TypeCode"/>).</remarks>
public sealed class OracleTypeMap : TypeMap
{
    // Of NUMBER: https://docs.oracle.com/en/database/oracle/oracle-database/23/sqlrf/Data-Types.html, NUMBER Data Type.
    private const int MaxPrecision = 38;
    // Of our decimals; a NUMBER may have a scale from -84 to 127.
    private const int MaxScale = 76;
    private const int MaxRaw = 2000;
    private const int DefaultFraction = 6;
    // A timestamp's text without a fraction, as ODBC counts its length; a point and the digits follow.
    private const int WithoutFraction = 19;

    /// <inheritdoc/>
    public override IReadOnlyList<NativeColumn> Known => KnownColumns.All;

    /// <summary>The native type for a column of a table that Quarry creates. It is the same on every version, so that BOOLEAN and JSON, which came with 23 and 21, are not used.</summary>
    /// <param name="type">The logical type.</param>
    /// <remarks>Text is NCLOB, which is Unicode on every database; CLOB is in the database's character set, which may not be. Text that holds a number is text too: a
    /// NUMBER rounds beyond its 38 to 40 digits. Oracle stores an empty text and empty bytes as NULL, whatever the type is
    /// (https://docs.oracle.com/en/database/oracle/oracle-database/23/sqlrf/Nulls.html).</remarks>
    public override string? ToDdl(LogicalType type)
    {
        ArgumentNullException.ThrowIfNull(type);
        return type.Kind switch
        {
            TypeKind.Boolean => "NUMBER(1)",
            TypeKind.Int8 or TypeKind.UInt8 => "NUMBER(3)",
            TypeKind.Int16 or TypeKind.UInt16 => "NUMBER(5)",
            TypeKind.Int32 or TypeKind.UInt32 => "NUMBER(10)",
            TypeKind.Int64 => "NUMBER(19)",
            TypeKind.UInt64 => "NUMBER(20)",
            TypeKind.Float32 => "BINARY_FLOAT",
            TypeKind.Float64 => "BINARY_DOUBLE",
            TypeKind.Decimal128 or TypeKind.Decimal256 when type.Precision <= MaxPrecision => string.Create(CultureInfo.InvariantCulture, $"NUMBER({type.Precision},{type.Scale})"),
            TypeKind.Date32 => "DATE",
            TypeKind.Timestamp => $"TIMESTAMP({Digits(type.Unit)}){(type.IsUtc ? " WITH LOCAL TIME ZONE" : "")}",
            TypeKind.TimestampOffset => $"TIMESTAMP({Digits(type.Unit)}) WITH TIME ZONE",
            TypeKind.Utf8 or TypeKind.Json or TypeKind.Xml => "NCLOB",
            TypeKind.FixedBinary when type.ByteWidth <= MaxRaw => string.Create(CultureInfo.InvariantCulture, $"RAW({type.ByteWidth})"),
            TypeKind.Binary or TypeKind.FixedBinary => "BLOB",
            TypeKind.Uuid => "RAW(16)",
            // A time of day has no type; months and days of an interval are two types; more than 38 digits have none.
            _ => null,
        };
    }

    /// <inheritdoc/>
    protected override LogicalType MapCore(NativeColumn column, ReadOptions options)
    {
        ArgumentNullException.ThrowIfNull(column);
        ArgumentNullException.ThrowIfNull(options);
        var declared = DeclaredType.Parse(column.TypeName);
        bool asText = options.MismatchAsText;
        return declared.Name switch
        {
            "NUMBER" or "NUMERIC" or "DECIMAL" or "DEC" => Number(column, declared, options),
            "INTEGER" or "INT" or "SMALLINT" => Number(column, new(declared.Name, declared.First ?? MaxPrecision, 0), options),
            // All of them are NUMBERs whose precision counts bits.
            "FLOAT" or "REAL" or "DOUBLE PRECISION" => Unconstrained(options),
            "BINARY_FLOAT" or "BINARY FLOAT" => LogicalType.Float32,
            "BINARY_DOUBLE" or "BINARY DOUBLE" => LogicalType.Float64,
            "DATE" => asText ? LogicalType.Utf8 : LogicalType.Timestamp(TimeUnit.Second),
            "TIMESTAMP" => asText ? LogicalType.Utf8 : LogicalType.Timestamp(UnitOf(column, declared)),
            "TIMESTAMP WITH LOCAL TIME ZONE" => asText ? LogicalType.Utf8 : LogicalType.TimestampUtc(UnitOf(column, declared)),
            "TIMESTAMP WITH TIME ZONE" => asText ? LogicalType.Utf8 : WithTimeZone(column, declared),
            "INTERVAL YEAR TO MONTH" or "INTERVAL DAY TO SECOND" => LogicalType.Utf8,
            "CHAR" or "VARCHAR2" or "VARCHAR" or "NCHAR" or "NVARCHAR2" or "CLOB" or "NCLOB" or "LONG" or "ROWID" or "UROWID" => LogicalType.Utf8,
            "RAW" or "LONG RAW" or "BLOB" or "BFILE" => LogicalType.Binary,
            // A driver that does not know them may fetch their bytes, of which no text can be made.
            "XMLTYPE" or "JSON" or "VECTOR" when SqlTypes.IsBinary(column.TypeCode) => LogicalType.Binary,
            "XMLTYPE" => LogicalType.Xml,
            "JSON" => LogicalType.Json,
            // Its elements may be binary64, binary32, bytes or bits, each row in its own: only the text holds them all.
            "VECTOR" => LogicalType.Utf8,
            "BOOLEAN" => LogicalType.Boolean,
            _ => ByCode(column, declared, options),
        };
    }

    private static LogicalType ByCode(NativeColumn column, DeclaredType declared, ReadOptions options) => column.TypeCode switch
    {
        SqlTypes.Numeric or SqlTypes.Decimal => Number(column, declared, options),
        // FLOAT and what is computed of NUMBERs.
        SqlTypes.Float => Unconstrained(options),
        SqlTypes.Real => LogicalType.Float32,
        SqlTypes.Double => LogicalType.Float64,
        SqlTypes.Bit => LogicalType.Boolean,
        SqlTypes.TinyInt => column.IsUnsigned ? LogicalType.UInt8 : LogicalType.Int8,
        SqlTypes.SmallInt => column.IsUnsigned ? LogicalType.UInt16 : LogicalType.Int16,
        SqlTypes.Integer => column.IsUnsigned ? LogicalType.UInt32 : LogicalType.Int32,
        SqlTypes.BigInt => column.IsUnsigned ? LogicalType.UInt64 : LogicalType.Int64,
        SqlTypes.Date or SqlTypes.Date2 => options.MismatchAsText ? LogicalType.Utf8 : LogicalType.Date32,
        SqlTypes.Timestamp or SqlTypes.Timestamp2 => options.MismatchAsText ? LogicalType.Utf8 : LogicalType.Timestamp(UnitOf(column, declared)),
        SqlTypes.Binary or SqlTypes.VarBinary or SqlTypes.LongVarBinary => LogicalType.Binary,
        SqlTypes.Guid => LogicalType.Uuid,
        _ => LogicalType.Utf8,
    };

    private static LogicalType Number(NativeColumn column, DeclaredType declared, ReadOptions options)
    {
        // What a driver says of a NUMBER without precision: 0, or the -127 that the server uses for a scale that is none.
        const int NoScale = -127;
        (int precision, int scale) = column.Precision > 0 ? (column.Precision, column.Scale) : (declared.First ?? 0, declared.Second ?? 0);
        if (precision is < 1 or > MaxPrecision || scale == NoScale)
        {
            return Unconstrained(options);
        }

        return Math.Abs(scale) <= MaxScale && !options.MismatchAsText ? LogicalType.Decimal(precision, scale) : LogicalType.NumericText;
    }

    private static LogicalType Unconstrained(ReadOptions options) => options.Numeric switch
    {
        NumericReading.Double => LogicalType.Float64,
        NumericReading.Decimal when !options.MismatchAsText => LogicalType.Decimal128(MaxPrecision, options.NumericScale),
        _ => LogicalType.NumericText,
    };

    /// <summary>Oracle's ODBC driver turns it into a timestamp of the session's zone, which is UTC: the instant arrives, its offset does not. A text carries the offset.</summary>
    /// <remarks>Measured by others: https://github.com/duckdb/odbc-scanner, test/sql/oracle/10_timestamp_with_time_zone.test.</remarks>
    private static LogicalType WithTimeZone(NativeColumn column, DeclaredType declared)
        => SqlTypes.IsTimestamp(column.TypeCode) ? LogicalType.TimestampUtc(UnitOf(column, declared)) : LogicalType.TimestampOffset(UnitOf(column, declared));

    private static TimeUnit UnitOf(NativeColumn column, DeclaredType declared)
    {
        int digits = declared.First
            ?? (!SqlTypes.IsTimestamp(column.TypeCode) ? DefaultFraction
                : column.Scale > 0 ? column.Scale
                : column.Length > WithoutFraction + 1 ? (int)Math.Min(column.Length - WithoutFraction - 1, 9)
                : column.Length > 0 ? 0 : DefaultFraction);
        return digits switch { <= 0 => TimeUnit.Second, <= 3 => TimeUnit.Millisecond, <= 6 => TimeUnit.Microsecond, _ => TimeUnit.Nanosecond };
    }

    private static string Digits(TimeUnit unit) => unit switch
    {
        TimeUnit.Second => "0",
        TimeUnit.Millisecond => "3",
        TimeUnit.Microsecond => "6",
        _ => "9",
    };
}
