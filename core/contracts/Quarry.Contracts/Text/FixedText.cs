using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace Quarry.Contracts.Internals;

/// <summary>Parses the text of a fixed-width value into the form that lies in memory. The type is constant per column, so the branches predict.</summary>
internal static class FixedText
{
    public static ParseStatus TryParse<T>(ReadOnlySpan<byte> utf8, LogicalType type, out T value)
        where T : unmanaged
    {
        Unsafe.SkipInit(out value);
        return type.Kind switch
        {
            TypeKind.Int8 => Integer(utf8, out As<T, sbyte>(ref value)),
            TypeKind.Int16 => Integer(utf8, out As<T, short>(ref value)),
            TypeKind.Int32 => Integer(utf8, out As<T, int>(ref value)),
            TypeKind.Int64 => Integer(utf8, out As<T, long>(ref value)),
            TypeKind.UInt8 => Integer(utf8, out As<T, byte>(ref value)),
            TypeKind.UInt16 => Integer(utf8, out As<T, ushort>(ref value)),
            TypeKind.UInt32 => Integer(utf8, out As<T, uint>(ref value)),
            TypeKind.UInt64 => Integer(utf8, out As<T, ulong>(ref value)),
            TypeKind.Float32 => ValueText.TryParseFloat32(utf8, out As<T, float>(ref value)),
            TypeKind.Float64 => ValueText.TryParseFloat64(utf8, out As<T, double>(ref value)),
            TypeKind.Decimal128 => ValueText.TryParseDecimal128(utf8, type.Precision, type.Scale, out As<T, Int128>(ref value)),
            TypeKind.Decimal256 => ValueText.TryParseDecimal256(utf8, type.Precision, type.Scale, out As<T, Int256>(ref value)),
            TypeKind.Date32 => ValueText.TryParseDate(utf8, out As<T, int>(ref value)),
            TypeKind.Time64 => ValueText.TryParseTime(utf8, type.Unit, out As<T, long>(ref value)),
            TypeKind.Timestamp when type.IsUtc => ValueText.TryParseTimestampUtc(utf8, type.Unit, assumeUtc: false, out As<T, long>(ref value)),
            TypeKind.Timestamp => ValueText.TryParseTimestamp(utf8, type.Unit, out As<T, long>(ref value)),
            TypeKind.TimestampOffset => ValueText.TryParseTimestampOffset(utf8, type.Unit, out As<T, TimestampOffset>(ref value)),
            TypeKind.Interval => ValueText.TryParseInterval(utf8, out As<T, Interval>(ref value)),
            _ => throw new NotSupportedException($"{type} has no text form of fixed width."),
        };
    }

    /// <summary>Accepts true, false, t, f, 1 and 0 in any case: the forms that databases print.</summary>
    public static ParseStatus TryParseBoolean(ReadOnlySpan<byte> utf8, out bool value)
    {
        ReadOnlySpan<byte> text = utf8.Trim((byte)' ');
        value = text is [(byte)'1'] or [(byte)'t' or (byte)'T'] || System.Text.Ascii.EqualsIgnoreCase(text, "true"u8);
        return value || text is [(byte)'0'] or [(byte)'f' or (byte)'F'] || System.Text.Ascii.EqualsIgnoreCase(text, "false"u8) ? ParseStatus.Ok : ParseStatus.Malformed;
    }

    private static ref TValue As<T, TValue>(ref T value) => ref Unsafe.As<T, TValue>(ref value);

    private static ParseStatus Integer<T>(ReadOnlySpan<byte> utf8, out T value)
        where T : IBinaryInteger<T>
    {
        ReadOnlySpan<byte> text = utf8.Trim((byte)' ');
        if (T.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value!))
        {
            return ParseStatus.Ok;
        }

        ReadOnlySpan<byte> digits = text is [(byte)'+' or (byte)'-', .. ReadOnlySpan<byte> rest] ? rest : text;
        return digits.IsEmpty || digits.ContainsAnyExceptInRange((byte)'0', (byte)'9') ? ParseStatus.Malformed : ParseStatus.OutOfRange;
    }
}
