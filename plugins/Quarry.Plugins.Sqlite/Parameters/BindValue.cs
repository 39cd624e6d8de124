using System.Globalization;
using System.Numerics;
using Quarry.Contracts;
using Quarry.Plugins.Sqlite.Native;

namespace Quarry.Plugins.Sqlite.Parameters;

/// <summary>Binds one value to a marker. Each method returns the library's result code.</summary>
internal static unsafe class BindValue
{
    private const int MaxRealDigits = 15;
    private const long RealLimit = 1_000_000_000_000_000;
    private static readonly long[] s_powers = [.. Enumerable.Range(0, 19).Select(static digits => (long)BigInteger.Pow(10, digits))];

    public static int Null(nint statement, int marker) => SqliteApi.BindNull(statement, marker);

    public static int Int64(nint statement, int marker, long value) => SqliteApi.BindInt64(statement, marker, value);

    /// <summary>Binds a number that is not NaN, which SQLite would store as NULL.</summary>
    public static int Double(nint statement, int marker, double value) => SqliteApi.BindDouble(statement, marker, value);

    /// <summary>Binds text.</summary>
    /// <param name="statement">The statement.</param>
    /// <param name="marker">1 for the first.</param>
    /// <param name="utf8">The text.</param>
    /// <param name="lifetime"><see cref="SqliteConst.Transient"/> to copy it.</param>
    public static int Text(nint statement, int marker, ReadOnlySpan<byte> utf8, nint lifetime)
    {
        // A null pointer would bind NULL: an empty text needs an address too.
        byte empty = 0;
        fixed (byte* bytes = utf8)
        {
            return bytes == null
                ? SqliteApi.BindText(statement, marker, &empty, 0, SqliteConst.Transient, SqliteConst.EncodingUtf8)
                : SqliteApi.BindText(statement, marker, bytes, (ulong)utf8.Length, lifetime, SqliteConst.EncodingUtf8);
        }
    }

    /// <summary>Binds bytes, as <see cref="Text"/> binds text.</summary>
    public static int Blob(nint statement, int marker, ReadOnlySpan<byte> value, nint lifetime)
    {
        byte empty = 0;
        fixed (byte* bytes = value)
        {
            return bytes == null
                ? SqliteApi.BindBlob(statement, marker, &empty, 0, SqliteConst.Transient)
                : SqliteApi.BindBlob(statement, marker, bytes, (ulong)value.Length, lifetime);
        }
    }

    /// <summary>Binds a decimal: as INTEGER if it is one, as REAL if it has at most 15 digits, else as TEXT.</summary>
    /// <remarks>SQLite compares INTEGER and REAL by their exact values, and a decimal of 15 digits is the only one of that length that its
    /// double stands for, so such comparisons are exact. TEXT meets a column of numeric affinity as the number it spells.</remarks>
    /// <returns>The result code, and whether it went as TEXT.</returns>
    public static (int Result, bool AsText) Decimal(nint statement, int marker, Decimal256 value)
    {
        if (value.TryRescale(0, out Decimal256 whole) && TryToInt64(whole.Unscaled, out long integer))
        {
            return (Int64(statement, marker, integer), false);
        }

        Span<byte> text = stackalloc byte[ValueText.MaxLength];
        ValueText.TryFormatDecimal256(value.Unscaled, value.Scale, text, out int length);
        text = text[..length];
        return Digits(text) <= MaxRealDigits
            ? (Double(statement, marker, double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture)), false)
            : (Text(statement, marker, text, SqliteConst.Transient), true);
    }

    /// <summary>As <see cref="Decimal"/>, faster for up to 15 digits.</summary>
    public static (int Result, bool AsText) ShortDecimal(nint statement, int marker, Int128 unscaled, int scale)
    {
        if (unscaled <= -RealLimit || unscaled >= RealLimit || (uint)scale >= s_powers.Length)
        {
            return Decimal(statement, marker, new(unscaled, scale));
        }

        long value = (long)unscaled;
        (long whole, long rest) = Math.DivRem(value, s_powers[scale]);
        // Both are doubles exactly, so their quotient is the double nearest to the decimal.
        return (rest == 0 ? Int64(statement, marker, whole) : Double(statement, marker, (double)value / s_powers[scale]), false);
    }

    /// <summary>Binds the digits of a decimal, zeros after the point included.</summary>
    public static int DecimalText(nint statement, int marker, Decimal256 value)
    {
        Span<byte> text = stackalloc byte[ValueText.MaxLength];
        ValueText.TryFormatDecimal256(value.Unscaled, value.Scale, text, out int length);
        return Text(statement, marker, text[..length], SqliteConst.Transient);
    }

    /// <summary>Binds an unsigned integer: as INTEGER if it is one of SQLite's, else as TEXT, as <see cref="Decimal"/> does.</summary>
    public static int UInt64(nint statement, int marker, ulong value)
        => value <= long.MaxValue ? Int64(statement, marker, (long)value) : UInt64Text(statement, marker, value);

    /// <summary>Binds the digits of an unsigned integer.</summary>
    public static int UInt64Text(nint statement, int marker, ulong value)
    {
        Span<byte> text = stackalloc byte[20];
        value.TryFormat(text, out int length, default, CultureInfo.InvariantCulture);
        return Text(statement, marker, text[..length], SqliteConst.Transient);
    }

    /// <summary>Binds a date or time as the text in which <see cref="ValueText"/> writes it.</summary>
    public static int Clock(nint statement, int marker, LogicalType type, long value)
    {
        Span<byte> text = stackalloc byte[ValueText.MaxLength];
        int length;
        _ = type.Kind switch
        {
            TypeKind.Date32 => ValueText.TryFormatDate((int)value, text, out length),
            TypeKind.Time64 => ValueText.TryFormatTime(value, type.Unit, text, out length),
            _ when type.IsUtc => ValueText.TryFormatTimestampUtc(value, type.Unit, text, out length),
            _ => ValueText.TryFormatTimestamp(value, type.Unit, text, out length),
        };
        return Text(statement, marker, text[..length], SqliteConst.Transient);
    }

    public static int TimestampOffset(nint statement, int marker, TimeUnit unit, TimestampOffset value)
    {
        Span<byte> text = stackalloc byte[ValueText.MaxLength];
        ValueText.TryFormatTimestampOffset(value, unit, text, out int length);
        return Text(statement, marker, text[..length], SqliteConst.Transient);
    }

    public static int Interval(nint statement, int marker, Interval value)
    {
        Span<byte> text = stackalloc byte[ValueText.MaxLength];
        ValueText.TryFormatInterval(value, text, out int length);
        return Text(statement, marker, text[..length], SqliteConst.Transient);
    }

    /// <summary>Binds the 36 characters of a UUID.</summary>
    public static int Uuid(nint statement, int marker, ReadOnlySpan<byte> rfcBytes)
    {
        Span<byte> text = stackalloc byte[36];
        ValueText.TryFormatUuid(rfcBytes, text, out int length);
        return Text(statement, marker, text[..length], SqliteConst.Transient);
    }

    private static bool TryToInt64(Int256 value, out long result)
    {
        bool fits = value >= long.MinValue && value <= long.MaxValue;
        result = fits ? (long)(Int128)value : 0;
        return fits;
    }

    /// <summary>Digits between the first and the last that is not zero.</summary>
    private static int Digits(ReadOnlySpan<byte> text)
    {
        ReadOnlySpan<byte> significant = text.Trim("-.0"u8);
        return significant.Length - (significant.Contains((byte)'.') ? 1 : 0);
    }
}
