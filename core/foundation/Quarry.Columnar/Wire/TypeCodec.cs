using System.Globalization;
using Quarry.Contracts;

namespace Quarry.Columnar.Wire;

/// <summary>A logical type as 12 bytes: kind, precision, scale, unit, flags, three zeros, byte width; a list's element follows it.</summary>
internal static class TypeCodec
{
    private const byte UtcFlag = 1;
    private const byte NumericTextFlag = 2;

    public static void Write(ByteWriter writer, LogicalType type)
    {
        writer.AppendByte((byte)type.Kind);
        writer.AppendByte((byte)type.Precision);
        writer.AppendByte((byte)(sbyte)type.Scale);
        writer.AppendByte((byte)type.Unit);
        writer.AppendByte((byte)((type.IsUtc ? UtcFlag : 0) | (type.IsNumericText ? NumericTextFlag : 0)));
        writer.Append(3).Clear();
        writer.AppendInt32(type.ByteWidth);
        if (type.Element is not null)
        {
            Write(writer, type.Element);
        }
    }

    public static LogicalType Read(ref ByteReader reader, bool allowList)
    {
        long at = reader.Offset;
        ReadOnlySpan<byte> bytes = reader.Bytes(12, "a type");
        var kind = (TypeKind)bytes[0];
        (int precision, int scale, byte unit, byte flags) = (bytes[1], (sbyte)bytes[2], bytes[3], bytes[4]);
        int width = System.Buffers.Binary.BinaryPrimitives.ReadInt32LittleEndian(bytes[8..]);
        if (!Enum.IsDefined(kind))
        {
            throw FormatErrors.Unsupported(at, string.Create(CultureInfo.InvariantCulture, $"the type of number {bytes[0]}"));
        }

        if (kind == TypeKind.List && allowList)
        {
            LogicalType element = Read(ref reader, allowList: false);
            return bytes[1..].ContainsAnyExcept((byte)0) ? throw Bad(at) : LogicalType.List(element);
        }

        LogicalType? type = Create(kind, precision, scale, (TimeUnit)unit, flags, width, allowList);

        // What a type does not use is zero, so that every type has one form.
        return type is not null && type.Precision == precision && type.Scale == scale && (byte)type.Unit == unit && type.ByteWidth == width
            && flags == ((type.IsUtc ? UtcFlag : 0) | (type.IsNumericText ? NumericTextFlag : 0)) && Alignment.IsZero(bytes[5..8])
            ? type
            : throw Bad(at);
    }

    private static LogicalType? Create(TypeKind kind, int precision, int scale, TimeUnit unit, byte flags, int width, bool allowNested) => kind switch
    {
        TypeKind.Boolean => LogicalType.Boolean,
        TypeKind.Int8 => LogicalType.Int8,
        TypeKind.Int16 => LogicalType.Int16,
        TypeKind.Int32 => LogicalType.Int32,
        TypeKind.Int64 => LogicalType.Int64,
        TypeKind.UInt8 => LogicalType.UInt8,
        TypeKind.UInt16 => LogicalType.UInt16,
        TypeKind.UInt32 => LogicalType.UInt32,
        TypeKind.UInt64 => LogicalType.UInt64,
        TypeKind.Float32 => LogicalType.Float32,
        TypeKind.Float64 => LogicalType.Float64,
        TypeKind.Decimal128 when precision is >= 1 and <= 38 && scale is >= -38 and <= 38 => LogicalType.Decimal128(precision, scale),
        TypeKind.Decimal256 when precision is >= 1 and <= 76 && scale is >= -76 and <= 76 => LogicalType.Decimal256(precision, scale),
        TypeKind.Date32 => LogicalType.Date32,
        TypeKind.Time64 when unit is TimeUnit.Microsecond or TimeUnit.Nanosecond => LogicalType.Time64(unit),
        TypeKind.Timestamp when unit <= TimeUnit.Nanosecond => (flags & UtcFlag) != 0 ? LogicalType.TimestampUtc(unit) : LogicalType.Timestamp(unit),
        TypeKind.TimestampOffset when unit <= TimeUnit.Nanosecond && allowNested => LogicalType.TimestampOffset(unit),
        TypeKind.Interval => LogicalType.Interval,
        TypeKind.Utf8 => (flags & NumericTextFlag) != 0 ? LogicalType.NumericText : LogicalType.Utf8,
        TypeKind.Binary => LogicalType.Binary,
        TypeKind.FixedBinary when width >= 1 => LogicalType.FixedBinary(width),
        TypeKind.Uuid => LogicalType.Uuid,
        TypeKind.Json => LogicalType.Json,
        TypeKind.Xml => LogicalType.Xml,
        _ => null,
    };

    private static RowBufferFormatException Bad(long at) => FormatErrors.Corrupt(at, "a type has a precision, scale, unit, flag or width that its kind does not have");
}
