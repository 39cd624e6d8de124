using Quarry.Contracts;
using Quarry.Plugins.PostgreSql.Wire;

namespace Quarry.Plugins.PostgreSql.Encoders;

/// <summary>Decimals as numeric: count of digits, weight of the first, sign and display scale, 16 bits each, then digits to base 10 000.
/// Source: numeric_recv in src/backend/utils/adt/numeric.c.</summary>
internal static class NumericForm
{
    // 77 decimals of 256 bits and up to 3 places of alignment on each side.
    private const int MaxDigits = 21;

    /// <summary>Bytes that suffice for every value.</summary>
    public const int MaxBytes = 8 + MaxDigits * 2;

    public static void Write(SendBuffer send, Decimal128 value)
    {
        Span<byte> bytes = stackalloc byte[MaxBytes];
        send.Bytes(bytes[..Write(bytes, value.Unscaled, value.Scale)]);
    }

    public static void Write(SendBuffer send, Decimal256 value)
    {
        Span<byte> bytes = stackalloc byte[MaxBytes];
        send.Bytes(bytes[..Write(bytes, value.Unscaled, value.Scale)]);
    }

    /// <summary>Writes unscaled × 10^−scale and returns how many bytes it took.</summary>
    public static int Write(Span<byte> bytes, Int128 unscaled, int scale)
    {
        UInt128 magnitude = (UInt128)(unscaled < 0 ? -unscaled : unscaled);
        Span<short> digits = stackalloc short[MaxDigits];
        var form = new NumericDigits(digits, scale);
        while (magnitude > ulong.MaxValue)
        {
            (magnitude, UInt128 rest) = UInt128.DivRem(magnitude, (UInt128)form.NextDivisor);
            form.Add((int)rest);
        }

        ulong small = (ulong)magnitude;
        while (small != 0)
        {
            (small, ulong rest) = Math.DivRem(small, (ulong)form.NextDivisor);
            form.Add((int)rest);
        }

        return form.Finish(bytes, unscaled < 0);
    }

    /// <inheritdoc cref="Write(Span{byte}, Int128, int)"/>
    public static int Write(Span<byte> bytes, Int256 unscaled, int scale)
    {
        if (unscaled.TryToInt128(out Int128 narrow))
        {
            return Write(bytes, narrow, scale);
        }

        bool negative = unscaled.IsNegative;
        Span<short> digits = stackalloc short[MaxDigits];
        var form = new NumericDigits(digits, scale);
        while (unscaled.Sign != 0)
        {
            unscaled = unscaled.DivRemPow10(form.NextPlaces, out Int256 rest);
            form.Add(Math.Abs((int)(long)(Int128)rest));
        }

        return form.Finish(bytes, negative);
    }
}
