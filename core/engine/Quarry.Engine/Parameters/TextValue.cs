using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Text;
using Quarry.Contracts;

namespace Quarry.Engine.Parameters;

/// <summary>Reads a value of a type from its text.</summary>
internal static class TextValue
{
    private static readonly SearchValues<char> s_hexDigits = SearchValues.Create("0123456789abcdefABCDEF");

    /// <summary>Reads a value.</summary>
    /// <returns>The parameter's form, or null if the text is not exactly a value of the type.</returns>
    public static object? Parse(LogicalType type, string text)
    {
        byte[] utf8 = Encoding.UTF8.GetBytes(text);
        return type.Kind switch
        {
            TypeKind.Boolean => text.ToUpperInvariant() switch { "TRUE" or "1" => true, "FALSE" or "0" => false, _ => null },
            TypeKind.Int8 => sbyte.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out sbyte value) ? value : null,
            TypeKind.Int16 => short.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out short value) ? value : null,
            TypeKind.Int32 => int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int value) ? value : null,
            TypeKind.Int64 => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long value) ? value : null,
            TypeKind.UInt8 => byte.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out byte value) ? value : null,
            TypeKind.UInt16 => ushort.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out ushort value) ? value : null,
            TypeKind.UInt32 => uint.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out uint value) ? value : null,
            TypeKind.UInt64 => ulong.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out ulong value) ? value : null,
            TypeKind.Float32 => ValueText.TryParseFloat32(utf8, out float value) == ParseStatus.Ok ? value : null,
            TypeKind.Float64 => ValueText.TryParseFloat64(utf8, out double value) == ParseStatus.Ok ? value : null,
            TypeKind.Decimal128 => Decimal128.TryParse(utf8, type.Precision, type.Scale, out Decimal128 value) == ParseStatus.Ok ? value : null,
            TypeKind.Decimal256 => Decimal256.TryParse(utf8, type.Precision, type.Scale, out Decimal256 value) == ParseStatus.Ok ? value : null,
            TypeKind.Date32 => ValueText.TryParseDate(utf8, out int value) == ParseStatus.Ok ? value : null,
            TypeKind.Time64 => ValueText.TryParseTime(utf8, type.Unit, out long value) == ParseStatus.Ok ? value : null,
            TypeKind.Timestamp => (object?)Timestamp(type, utf8),
            TypeKind.TimestampOffset => ValueText.TryParseTimestampOffset(utf8, type.Unit, out TimestampOffset value) == ParseStatus.Ok ? value : null,
            TypeKind.Interval => Interval.TryParse(utf8, out Interval value) == ParseStatus.Ok ? value : null,
            TypeKind.Uuid => Guid.TryParseExact(text, "D", out Guid value) ? value : null,
            TypeKind.Utf8 => !type.IsNumericText || NumericText.IsNumber(text) ? text : null,
            TypeKind.Json or TypeKind.Xml => text,
            TypeKind.Binary => Bytes(text),
            TypeKind.FixedBinary => Bytes(text) is { } bytes && bytes.Length == type.ByteWidth ? bytes : null,
            _ => null,
        };
    }

    private static long? Timestamp(LogicalType type, ReadOnlySpan<byte> utf8)
    {
        ParseStatus status = type.IsUtc
            ? ValueText.TryParseTimestampUtc(utf8, type.Unit, assumeUtc: false, out long value)
            : ValueText.TryParseTimestamp(utf8, type.Unit, out value);
        return status == ParseStatus.Ok ? value : null;
    }

    private static byte[]? Bytes(string text)
    {
        if (text.StartsWith("0x", StringComparison.OrdinalIgnoreCase))
        {
            return text.Length % 2 == 0 && !text.AsSpan(2).ContainsAnyExcept(s_hexDigits) ? Convert.FromHexString(text.AsSpan(2)) : null;
        }

        return Base64.IsValid(text) ? Convert.FromBase64String(text) : null;
    }
}
