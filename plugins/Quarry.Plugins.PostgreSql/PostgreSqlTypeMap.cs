using System.Globalization;
using Quarry.Contracts;
using Quarry.Plugins.PostgreSql.Types;

namespace Quarry.Plugins.PostgreSql;

/// <summary>Types of PostgreSQL as logical types, and back. The table stands in README.md.</summary>
/// <remarks><see cref="NativeColumn.TypeCode"/> is the type's OID, of a domain that of its base type. A type that is not built in is text, and an array of such
/// (its <see cref="NativeColumn.TypeName"/> ends in <c>[]</c>) is a list of text.</remarks>
public sealed class PostgreSqlTypeMap : TypeMap
{
    private const int MaxDigits = 76;

    /// <inheritdoc/>
    public override IReadOnlyList<NativeColumn> Known { get; } =
    [
        .. BuiltInTypes.All.Select(type => new NativeColumn { TypeCode = (int)type.Oid, TypeName = type.Name }),
        new() { TypeCode = (int)Oids.Numeric, TypeName = "numeric(12,2)", Precision = 12, Scale = 2 },
        new() { TypeCode = (int)Oids.Numeric, TypeName = "numeric(60,0)", Precision = 60 },
        new() { TypeCode = (int)BuiltInTypes.ArrayOf(Oids.Int4), TypeName = "integer[]" },
        new() { TypeName = "an enum, a range, a composite or another type" },
        new() { TypeName = "another type's array[]" },
    ];

    /// <inheritdoc/>
    public override string? ToDdl(LogicalType type)
    {
        ArgumentNullException.ThrowIfNull(type);
        return type.Kind switch
        {
            TypeKind.Boolean => "boolean",
            TypeKind.Int8 or TypeKind.UInt8 or TypeKind.Int16 => "smallint",
            TypeKind.UInt16 or TypeKind.Int32 => "integer",
            TypeKind.UInt32 or TypeKind.Int64 => "bigint",
            TypeKind.UInt64 => "numeric(20,0)",
            TypeKind.Float32 => "real",
            TypeKind.Float64 => "double precision",
            TypeKind.Decimal128 or TypeKind.Decimal256 => Numeric(type.Precision, type.Scale),
            TypeKind.Date32 => "date",
            TypeKind.Time64 when type.Unit == TimeUnit.Microsecond => "time",
            TypeKind.Timestamp when type.Unit != TimeUnit.Nanosecond => (type.IsUtc ? "timestamptz" : "timestamp") + Digits(type.Unit),
            TypeKind.Utf8 => type.IsNumericText ? "numeric" : "text",
            TypeKind.Binary or TypeKind.FixedBinary => "bytea",
            TypeKind.Uuid => "uuid",
            TypeKind.Json => "json",
            TypeKind.Xml => "xml",
            TypeKind.List => ToDdl(type.Element!) is { } element ? element + "[]" : null,
            // Nanoseconds, and the offset of each timestamp's writer, have no type.
            _ => null,
        };
    }

    /// <inheritdoc/>
    protected override LogicalType MapCore(NativeColumn column, ReadOptions options)
    {
        ArgumentNullException.ThrowIfNull(column);
        ArgumentNullException.ThrowIfNull(options);
        uint oid = unchecked((uint)column.TypeCode);
        BuiltInType? element = BuiltInTypes.ElementOf(oid);
        bool isArray = element is not null || (BuiltInTypes.Find(oid) is null && column.TypeName.EndsWith("[]", StringComparison.Ordinal));
        return !isArray ? Scalar(oid, column, options)
            // The same column may hold arrays of one and of several dimensions.
            : options.MismatchAsText ? LogicalType.Utf8
            : LogicalType.List(Scalar(element?.Oid ?? 0, column, options));
    }

    private static LogicalType Scalar(uint oid, NativeColumn column, ReadOptions options) => oid switch
    {
        Oids.Bool => LogicalType.Boolean,
        Oids.Int2 => LogicalType.Int16,
        Oids.Int4 => LogicalType.Int32,
        Oids.Int8 => LogicalType.Int64,
        Oids.Oid or Oids.Xid or Oids.Cid => LogicalType.UInt32,
        Oids.Xid8 => LogicalType.UInt64,
        Oids.Float4 => LogicalType.Float32,
        Oids.Float8 => LogicalType.Float64,
        Oids.Numeric => OfNumeric(column, options),
        Oids.Time => LogicalType.Time64(TimeUnit.Microsecond),
        // Text, since each of them has values that its column would not hold: infinity, and what is beyond 64 bits.
        Oids.Date or Oids.Timestamp or Oids.TimestampTz or Oids.Interval when options.MismatchAsText => LogicalType.Utf8,
        Oids.Date => LogicalType.Date32,
        Oids.Timestamp => LogicalType.Timestamp(TimeUnit.Microsecond),
        Oids.TimestampTz => LogicalType.TimestampUtc(TimeUnit.Microsecond),
        Oids.Interval => LogicalType.Interval,
        Oids.Uuid => LogicalType.Uuid,
        Oids.Bytea => LogicalType.Binary,
        Oids.Json or Oids.Jsonb => LogicalType.Json,
        Oids.Xml => LogicalType.Xml,
        _ => LogicalType.Utf8,
    };

    private static LogicalType OfNumeric(NativeColumn column, ReadOptions options)
    {
        if (column.Precision > 0)
        {
            bool fits = column.Precision <= MaxDigits && Math.Abs(column.Scale) <= MaxDigits && !options.MismatchAsText;
            return fits ? LogicalType.Decimal(column.Precision, column.Scale) : LogicalType.NumericText;
        }

        return options.Numeric switch
        {
            NumericReading.Double => LogicalType.Float64,
            NumericReading.Decimal when !options.MismatchAsText => LogicalType.Decimal128(38, options.NumericScale),
            _ => LogicalType.NumericText,
        };
    }

    // Scales beyond the precision, and negative ones, came with PostgreSQL 15; a numeric with more digits holds the same values on every version.
    private static string Numeric(int precision, int scale) => scale switch
    {
        < 0 => string.Create(CultureInfo.InvariantCulture, $"numeric({precision - scale},0)"),
        _ => string.Create(CultureInfo.InvariantCulture, $"numeric({Math.Max(precision, scale)},{scale})"),
    };

    private static string Digits(TimeUnit unit) => unit switch
    {
        TimeUnit.Second => "(0)",
        TimeUnit.Millisecond => "(3)",
        _ => "",
    };
}
