using System.Globalization;

namespace Quarry.Contracts;

/// <summary>The text of single values.</summary>
public sealed partial class ColumnVector
{
    /// <summary>Writes the text of a value: the form that <see cref="ValueText"/> and <see cref="ColumnBuilder.AppendText"/> share; text and JSON as they are.</summary>
    /// <param name="row">0 to Length − 1; the row is not NULL.</param>
    /// <param name="utf8Destination">Where to; <see cref="ValueText.MaxLength"/> bytes suffice for what is not text.</param>
    /// <param name="bytesWritten">How many bytes were written.</param>
    /// <returns>False if the destination is too short.</returns>
    /// <exception cref="InvalidOperationException">The row is NULL, or the column holds bytes or lists, which have no text form.</exception>
    public bool TryFormat(int row, Span<byte> utf8Destination, out int bytesWritten)
    {
        ThrowIfNull(row);
        CultureInfo invariant = CultureInfo.InvariantCulture;
        switch (Type.Kind)
        {
            case TypeKind.Boolean:
                return Copy(GetBoolean(row) ? "true"u8 : "false"u8, utf8Destination, out bytesWritten);
            case TypeKind.Int8 or TypeKind.Int16 or TypeKind.Int32 or TypeKind.Int64 or TypeKind.UInt8 or TypeKind.UInt16 or TypeKind.UInt32:
                return GetInt64(row).TryFormat(utf8Destination, out bytesWritten, default, invariant);
            case TypeKind.UInt64:
                return Values<ulong>()[row].TryFormat(utf8Destination, out bytesWritten, default, invariant);
            case TypeKind.Float32:
                return ValueText.TryFormatFloat32(Values<float>()[row], utf8Destination, out bytesWritten);
            case TypeKind.Float64:
                return ValueText.TryFormatFloat64(Values<double>()[row], utf8Destination, out bytesWritten);
            case TypeKind.Decimal128:
                return ValueText.TryFormatDecimal128(Values<Int128>()[row], Type.Scale, utf8Destination, out bytesWritten);
            case TypeKind.Decimal256:
                return ValueText.TryFormatDecimal256(Values<Int256>()[row], Type.Scale, utf8Destination, out bytesWritten);
            case TypeKind.Date32:
                return ValueText.TryFormatDate(Values<int>()[row], utf8Destination, out bytesWritten);
            case TypeKind.Time64:
                return ValueText.TryFormatTime(Values<long>()[row], Type.Unit, utf8Destination, out bytesWritten);
            case TypeKind.Timestamp when Type.IsUtc:
                return ValueText.TryFormatTimestampUtc(Values<long>()[row], Type.Unit, utf8Destination, out bytesWritten);
            case TypeKind.Timestamp:
                return ValueText.TryFormatTimestamp(Values<long>()[row], Type.Unit, utf8Destination, out bytesWritten);
            case TypeKind.TimestampOffset:
                return ValueText.TryFormatTimestampOffset(GetTimestampOffset(row), Type.Unit, utf8Destination, out bytesWritten);
            case TypeKind.Interval:
                return ValueText.TryFormatInterval(Values<Interval>()[row], utf8Destination, out bytesWritten);
            case TypeKind.Uuid:
                return ValueText.TryFormatUuid(GetBytes(row), utf8Destination, out bytesWritten);
            case TypeKind.Utf8 or TypeKind.Json or TypeKind.Xml:
                return Copy(GetBytes(row), utf8Destination, out bytesWritten);
            default:
                throw Mismatch("text form");
        }
    }

    private static bool Copy(ReadOnlySpan<byte> text, Span<byte> destination, out int written)
    {
        bool fits = text.TryCopyTo(destination);
        written = fits ? text.Length : 0;
        return fits;
    }
}
