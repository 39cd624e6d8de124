using System.Globalization;
using Apache.Arrow;
using Apache.Arrow.Types;
using Quarry.Contracts;
using ArrowUnit = Apache.Arrow.Types.TimeUnit;
using TimeUnit = Quarry.Contracts.TimeUnit;

namespace Quarry.Arrow.Mapping;

/// <summary>A column's name and type as an Arrow field. Extension types are storage types with the canonical metadata, so that a field means the
/// same in memory, on the wire and to a consumer that does not know the extension.</summary>
internal static class FieldExport
{
    private const string Utc = "UTC";

    public static Field ToField(ColumnSchema column)
    {
        Dictionary<string, string> metadata = new(column.Metadata);
        IArrowType type = ToType(column.Type, metadata);
        if (column.NativeType.Length > 0)
        {
            metadata[MetadataKeys.NativeType] = column.NativeType;
        }

        return new(column.Name, type, column.IsNullable, metadata.Count == 0 ? null : metadata);
    }

    private static IArrowType ToType(LogicalType type, Dictionary<string, string> metadata)
    {
        string? extension = type.Kind switch
        {
            TypeKind.Uuid => MetadataKeys.Uuid,
            TypeKind.Json => MetadataKeys.Json,
            TypeKind.Xml => MetadataKeys.Xml,
            TypeKind.TimestampOffset => MetadataKeys.TimestampWithOffset,
            TypeKind.Utf8 when type.IsNumericText => MetadataKeys.NumericText,
            _ => null,
        };
        if (extension is not null)
        {
            metadata[MetadataKeys.ExtensionName] = extension;
            metadata[MetadataKeys.ExtensionMetadata] = "";
        }

        return type.Kind switch
        {
            TypeKind.Boolean => BooleanType.Default,
            TypeKind.Int8 => Int8Type.Default,
            TypeKind.Int16 => Int16Type.Default,
            TypeKind.Int32 => Int32Type.Default,
            TypeKind.Int64 => Int64Type.Default,
            TypeKind.UInt8 => UInt8Type.Default,
            TypeKind.UInt16 => UInt16Type.Default,
            TypeKind.UInt32 => UInt32Type.Default,
            TypeKind.UInt64 => UInt64Type.Default,
            TypeKind.Float32 => FloatType.Default,
            TypeKind.Float64 => DoubleType.Default,
            TypeKind.Decimal128 => new Decimal128Type(type.Precision, type.Scale),
            TypeKind.Decimal256 => new Decimal256Type(type.Precision, type.Scale),
            TypeKind.Date32 => Date32Type.Default,
            TypeKind.Time64 => new Time64Type(ToUnit(type.Unit)),
            TypeKind.Timestamp when type.IsUtc => new TimestampType(ToUnit(type.Unit), metadata.Remove(MetadataKeys.Zone, out string? zone) ? zone : Utc),
            TypeKind.Timestamp => new TimestampType(ToUnit(type.Unit), (string?)null),
            TypeKind.TimestampOffset => new StructType(
            [
                new Field("timestamp", new TimestampType(ToUnit(type.Unit), Utc), nullable: false),
                new Field("offset_minutes", Int16Type.Default, nullable: false),
            ]),
            TypeKind.Interval => IntervalType.MonthDayNanosecond,
            TypeKind.Utf8 or TypeKind.Json or TypeKind.Xml => StringType.Default,
            TypeKind.Binary => BinaryType.Default,
            TypeKind.FixedBinary or TypeKind.Uuid => new FixedSizeBinaryType(type.ByteWidth),
            TypeKind.List => new ListType(ToField(new() { Name = "item", Type = type.Element! })),
            _ => throw new NotSupportedException(string.Create(CultureInfo.InvariantCulture, $"Logical type {type} has no Arrow type.")),
        };
    }

    private static ArrowUnit ToUnit(TimeUnit unit) => unit switch
    {
        TimeUnit.Second => ArrowUnit.Second,
        TimeUnit.Millisecond => ArrowUnit.Millisecond,
        TimeUnit.Microsecond => ArrowUnit.Microsecond,
        _ => ArrowUnit.Nanosecond,
    };
}
