#pragma warning disable
namespace Quarry.Contracts;

// Replaced by the real one when branch `numbers` lands.
internal static class FixedText
{
    public static ParseStatus TryParse<T>(ReadOnlySpan<byte> utf8, LogicalType type, out T value) => throw null!;
    public static ParseStatus TryParseBoolean(ReadOnlySpan<byte> utf8, out bool value) => throw null!;
}
