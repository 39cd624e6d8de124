using System.Collections.Frozen;
using Apache.Arrow;
using Apache.Arrow.Types;
using Quarry.Contracts;
using ArrowUnit = Apache.Arrow.Types.TimeUnit;
using TimeUnit = Quarry.Contracts.TimeUnit;

namespace Quarry.Arrow.Mapping;

/// <summary>An Arrow field as a column's name and type. Where Arrow has several physical forms of one type, all map to the one that columns have here.</summary>
internal static class FieldImport
{
    private const string Utc = "UTC";
    private const string Flatten = "Select its parts as columns of their own where the data is written, or leave it out with Columns.";

    public static ColumnSchema ToColumn(Field field, long offset)
    {
        Dictionary<string, string> metadata = field.HasMetadata ? new(field.Metadata) : [];
        LogicalType type = ToLogical(field.DataType, field.Name, metadata, offset);
        metadata.Remove(MetadataKeys.NativeType, out string? native);
        return new()
        {
            Name = field.Name,
            Type = type,
            IsNullable = field.IsNullable || field.DataType.TypeId == ArrowTypeId.Null,
            NativeType = native ?? "",
            Metadata = metadata.Count == 0 ? FrozenDictionary<string, string>.Empty : metadata,
        };
    }

    /// <summary>The type whose values an array holds, whatever encodes them.</summary>
    public static IArrowType Storage(IArrowType type) => type is ExtensionType extension ? extension.StorageType : type;

    private static LogicalType ToLogical(IArrowType type, string name, Dictionary<string, string> metadata, long offset)
    {
        while (true)
        {
            if (type is ExtensionType extension)
            {
                metadata[MetadataKeys.ExtensionName] = extension.Name;
                metadata[MetadataKeys.ExtensionMetadata] = extension.ExtensionMetadata ?? "";
                type = extension.StorageType;
            }
            else if (type is DictionaryType dictionary)
            {
                type = dictionary.ValueType;
            }
            else if (type is RunEndEncodedType runs)
            {
                type = runs.ValuesDataType;
            }
            else
            {
                break;
            }
        }

        LogicalType? known = metadata.TryGetValue(MetadataKeys.ExtensionName, out string? extensionName) ? Extension(extensionName, type) : null;
        if (known is null)
        {
            return Plain(type, name, metadata, offset);
        }

        metadata.Remove(MetadataKeys.ExtensionName);
        metadata.Remove(MetadataKeys.ExtensionMetadata);
        return known;
    }

    // An extension over another storage than its own is only metadata, as for any reader that does not know it.
    private static LogicalType? Extension(string name, IArrowType storage) => name switch
    {
        MetadataKeys.Uuid when storage is FixedSizeBinaryType { ByteWidth: 16, TypeId: ArrowTypeId.FixedSizedBinary } => LogicalType.Uuid,
        MetadataKeys.Json when IsText(storage) => LogicalType.Json,
        MetadataKeys.Xml when IsText(storage) => LogicalType.Xml,
        MetadataKeys.NumericText when IsText(storage) => LogicalType.NumericText,
        MetadataKeys.TimestampWithOffset when storage is StructType { Fields: [{ DataType: TimestampType { IsTimeZoneAware: true } instant }, { } minutes] }
            && Decoded(minutes.DataType).TypeId == ArrowTypeId.Int16 => LogicalType.TimestampOffset(ToUnit(instant.Unit)),
        _ => null,
    };

    private static IArrowType Decoded(IArrowType type) => type switch
    {
        DictionaryType dictionary => dictionary.ValueType,
        RunEndEncodedType runs => runs.ValuesDataType,
        _ => type,
    };

    private static bool IsText(IArrowType type) => type.TypeId is ArrowTypeId.String or ArrowTypeId.LargeString or ArrowTypeId.StringView;

    private static LogicalType Plain(IArrowType type, string name, Dictionary<string, string> metadata, long offset) => type.TypeId switch
    {
        ArrowTypeId.Boolean => LogicalType.Boolean,
        ArrowTypeId.Int8 => LogicalType.Int8,
        ArrowTypeId.Int16 => LogicalType.Int16,
        ArrowTypeId.Int32 => LogicalType.Int32,
        ArrowTypeId.Int64 => LogicalType.Int64,
        ArrowTypeId.UInt8 => LogicalType.UInt8,
        ArrowTypeId.UInt16 => LogicalType.UInt16,
        ArrowTypeId.UInt32 => LogicalType.UInt32,
        ArrowTypeId.UInt64 => LogicalType.UInt64,
        ArrowTypeId.HalfFloat or ArrowTypeId.Float => LogicalType.Float32,
        ArrowTypeId.Double => LogicalType.Float64,
        ArrowTypeId.Decimal32 => Decimal(((Decimal32Type)type).Precision, ((Decimal32Type)type).Scale, 38, type, name, offset),
        ArrowTypeId.Decimal64 => Decimal(((Decimal64Type)type).Precision, ((Decimal64Type)type).Scale, 38, type, name, offset),
        ArrowTypeId.Decimal128 => Decimal(((Decimal128Type)type).Precision, ((Decimal128Type)type).Scale, 38, type, name, offset),
        ArrowTypeId.Decimal256 => Decimal(((Decimal256Type)type).Precision, ((Decimal256Type)type).Scale, 76, type, name, offset),
        ArrowTypeId.Date32 or ArrowTypeId.Date64 => LogicalType.Date32,
        ArrowTypeId.Time32 => LogicalType.Time64(TimeUnit.Microsecond),
        ArrowTypeId.Time64 => LogicalType.Time64(ToUnit(((Time64Type)type).Unit)),
        ArrowTypeId.Timestamp => Timestamp((TimestampType)type, metadata),
        ArrowTypeId.Interval or ArrowTypeId.Duration => LogicalType.Interval,
        // A column of which nothing is known but that all is NULL: text, as for an expression that is NULL everywhere.
        ArrowTypeId.Null or ArrowTypeId.String or ArrowTypeId.LargeString or ArrowTypeId.StringView => LogicalType.Utf8,
        ArrowTypeId.Binary or ArrowTypeId.LargeBinary or ArrowTypeId.BinaryView => LogicalType.Binary,
        ArrowTypeId.FixedSizedBinary when ((FixedSizeBinaryType)type).ByteWidth >= 1 => LogicalType.FixedBinary(((FixedSizeBinaryType)type).ByteWidth),
        ArrowTypeId.List => List(((ListType)type).ValueField, name, offset),
        ArrowTypeId.LargeList => List(((LargeListType)type).ValueField, name, offset),
        ArrowTypeId.FixedSizeList when ((FixedSizeListType)type).ListSize >= 0 => List(((FixedSizeListType)type).ValueField, name, offset),
        _ => throw ArrowErrors.Type(offset, name, type.Name, Flatten),
    };

    private static LogicalType Decimal(int precision, int scale, int most, IArrowType type, string name, long offset)
        => precision < 1 || precision > most || scale < -most || scale > most
            ? throw ArrowErrors.Type(offset, name, $"{type.Name}({precision},{scale})", $"Write a precision of 1 to {most} and a scale within ±{most}.")
            : most == 38 ? LogicalType.Decimal128(precision, scale) : LogicalType.Decimal256(precision, scale);

    private static LogicalType Timestamp(TimestampType type, Dictionary<string, string> metadata)
    {
        TimeUnit unit = ToUnit(type.Unit);
        if (string.IsNullOrEmpty(type.Timezone))
        {
            return LogicalType.Timestamp(unit);
        }

        if (type.Timezone != Utc)
        {
            metadata[MetadataKeys.Zone] = type.Timezone;
        }

        return LogicalType.TimestampUtc(unit);
    }

    private static LogicalType List(Field element, string name, long offset)
    {
        LogicalType type = ToColumn(element, offset).Type;
        return type.Layout is ColumnLayout.List or ColumnLayout.TimestampWithOffset
            ? throw ArrowErrors.Type(offset, name, $"list of {element.DataType.Name}", Flatten)
            : LogicalType.List(type);
    }

    private static TimeUnit ToUnit(ArrowUnit unit) => unit switch
    {
        ArrowUnit.Second => TimeUnit.Second,
        ArrowUnit.Millisecond => TimeUnit.Millisecond,
        ArrowUnit.Microsecond => TimeUnit.Microsecond,
        _ => TimeUnit.Nanosecond,
    };
}
