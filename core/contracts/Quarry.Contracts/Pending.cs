#pragma warning disable
namespace Quarry.Contracts;

// Replaced by the real ones when branch `numbers` lands.
public readonly struct Int256 { private readonly ulong _a, _b, _c, _d; }
public readonly struct Interval { public int Months { get; init; } public int Days { get; init; } public long Nanoseconds { get; init; } }
public readonly struct Decimal128(Int128 unscaled, int scale) { public Int128 Unscaled => unscaled; public int Scale => scale; }
public readonly struct Decimal256(Int256 unscaled, int scale) { public Int256 Unscaled => unscaled; public int Scale => scale; }
public readonly struct TimestampOffset(long instant, short offsetMinutes) { public long Instant => instant; public short OffsetMinutes => offsetMinutes; }
public static class ValueText
{
    public static ParseStatus TryParseUuid(ReadOnlySpan<byte> utf8, Span<byte> rfcBytes) => throw null!;
    public static bool TryConvertUnit(long value, TimeUnit from, TimeUnit to, out long result) => throw null!;
}
internal static class FixedText
{
    public static ParseStatus TryParse<T>(ReadOnlySpan<byte> utf8, LogicalType type, out T value) => throw null!;
    public static ParseStatus TryParseBoolean(ReadOnlySpan<byte> utf8, out bool value) => throw null!;
}
