using System.Globalization;
using Quarry.Contracts;
using Quarry.Plugins.SqlServer.Types;

namespace Quarry.Plugins.SqlServer;

/// <summary>Types of SQL Server as logical types, and back. The table stands in README.md.</summary>
/// <remarks><see cref="NativeColumn.TypeCode"/> is ODBC's SQL type code. A known name decides, else the code.
/// Source: https://learn.microsoft.com/sql/t-sql/data-types/data-types-transact-sql.</remarks>
public sealed class SqlServerTypeMap : TypeMap
{
    private const int MaxDigits = 38;
    // binary(n); what is longer is varbinary(max).
    private const int MaxBinary = 8000;
    // What datetime2, datetimeoffset and time have without an argument: 100 ns.
    private const int MostFraction = 7;

    /// <inheritdoc/>
    public override IReadOnlyList<NativeColumn> Known => KnownColumns.All;

    /// <inheritdoc/>
    public override string? ToDdl(LogicalType type)
    {
        ArgumentNullException.ThrowIfNull(type);
        return type.Kind switch
        {
            TypeKind.Boolean => "bit",
            TypeKind.UInt8 => "tinyint",
            TypeKind.Int8 or TypeKind.Int16 => "smallint",
            TypeKind.UInt16 or TypeKind.Int32 => "int",
            TypeKind.UInt32 or TypeKind.Int64 => "bigint",
            TypeKind.UInt64 => "decimal(20,0)",
            TypeKind.Float32 => "real",
            TypeKind.Float64 => "float",
            TypeKind.Decimal128 or TypeKind.Decimal256 when type.Precision <= MaxDigits && type.Scale >= 0 && type.Scale <= type.Precision
                => string.Create(CultureInfo.InvariantCulture, $"decimal({type.Precision},{type.Scale})"),
            TypeKind.Date32 => "date",
            TypeKind.Time64 when type.Unit == TimeUnit.Microsecond => "time(6)",
            TypeKind.Timestamp when Digits(type.Unit) is { } digits => (type.IsUtc ? "datetimeoffset" : "datetime2") + digits,
            TypeKind.TimestampOffset when Digits(type.Unit) is { } digits => "datetimeoffset" + digits,
            // Also numbers of any length, JSON, which is a type of its own from SQL Server 2025 on only, and XML, of which the type xml keeps the meaning but not the text.
            TypeKind.Utf8 or TypeKind.Json or TypeKind.Xml => "nvarchar(max)",
            TypeKind.FixedBinary when type.ByteWidth <= MaxBinary => string.Create(CultureInfo.InvariantCulture, $"binary({type.ByteWidth})"),
            TypeKind.Binary or TypeKind.FixedBinary => "varbinary(max)",
            TypeKind.Uuid => "uniqueidentifier",
            // Nanoseconds, of which the server's types keep hundreds; intervals; lists.
            _ => null,
        };
    }

    /// <inheritdoc/>
    protected override LogicalType MapCore(NativeColumn column, ReadOptions options)
    {
        ArgumentNullException.ThrowIfNull(column);
        ArgumentNullException.ThrowIfNull(options);
        TypeName name = TypeName.Of(column.TypeName);
        return NativeTypes.FamilyOf(name.Name, column) switch
        {
            TypeFamily.Bit => LogicalType.Boolean,
            TypeFamily.TinyInt => LogicalType.UInt8,
            TypeFamily.SmallInt => LogicalType.Int16,
            TypeFamily.Int => LogicalType.Int32,
            TypeFamily.BigInt => LogicalType.Int64,
            TypeFamily.Decimal => OfDecimal(name, column, options),
            TypeFamily.Money => LogicalType.Decimal128(19, 4),
            TypeFamily.SmallMoney => LogicalType.Decimal128(10, 4),
            TypeFamily.Real => LogicalType.Float32,
            TypeFamily.Float => LogicalType.Float64,
            TypeFamily.Date => LogicalType.Date32,
            TypeFamily.Time => LogicalType.Time64(Fraction(name, column) > 6 ? TimeUnit.Nanosecond : TimeUnit.Microsecond),
            TypeFamily.DateTime => LogicalType.Timestamp(TimeUnit.Millisecond),
            TypeFamily.SmallDateTime => LogicalType.Timestamp(TimeUnit.Second),
            // 64 bits of nanoseconds end in 2262, the server's years in 9999.
            TypeFamily.DateTime2 or TypeFamily.DateTimeOffset when options.MismatchAsText && Fraction(name, column) > 6 => LogicalType.Utf8,
            TypeFamily.DateTime2 => LogicalType.Timestamp(UnitOf(Fraction(name, column))),
            TypeFamily.DateTimeOffset => LogicalType.TimestampOffset(UnitOf(Fraction(name, column))),
            TypeFamily.FixedBinary => (name.First ?? (int)Math.Min(column.Length, int.MaxValue)) is > 0 and <= MaxBinary and var width ? LogicalType.FixedBinary(width) : LogicalType.Binary,
            TypeFamily.Binary => LogicalType.Binary,
            TypeFamily.RowVersion => LogicalType.FixedBinary(sizeof(long)),
            TypeFamily.UniqueIdentifier => LogicalType.Uuid,
            TypeFamily.Xml => LogicalType.Xml,
            TypeFamily.Json => LogicalType.Json,
            TypeFamily.Vector => LogicalType.List(LogicalType.Float32),
            _ => LogicalType.Utf8,
        };
    }

    // The server's own have 1 to 38 digits; an expression of which the driver tells none is the caller's choice.
    private static LogicalType OfDecimal(TypeName name, NativeColumn column, ReadOptions options)
    {
        int precision = column.Precision > 0 ? column.Precision : name.First ?? 0;
        int scale = column.Precision > 0 ? column.Scale : name.Second ?? 0;
        return precision is > 0 and <= MaxDigits && scale >= 0 && scale <= precision ? LogicalType.Decimal128(precision, scale) : options.Numeric switch
        {
            NumericReading.Double => LogicalType.Float64,
            NumericReading.Decimal when !options.MismatchAsText => LogicalType.Decimal128(38, options.NumericScale),
            _ => LogicalType.NumericText,
        };
    }

    // datetime2 without an argument has 7 digits; described by ODBC it has a length, and its scale says how many.
    private static int Fraction(TypeName name, NativeColumn column)
        => name.First ?? (column.Scale > 0 || column.Length > 0 ? column.Scale : MostFraction);

    private static TimeUnit UnitOf(int digits) => digits switch
    {
        <= 0 => TimeUnit.Second,
        <= 3 => TimeUnit.Millisecond,
        <= 6 => TimeUnit.Microsecond,
        _ => TimeUnit.Nanosecond,
    };

    private static string? Digits(TimeUnit unit) => unit switch
    {
        TimeUnit.Second => "(0)",
        TimeUnit.Millisecond => "(3)",
        TimeUnit.Microsecond => "(6)",
        _ => null,
    };
}
