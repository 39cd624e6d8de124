namespace Quarry.Plugins.PostgreSql.Connecting.Options;

internal static class TextExtensions
{
    public static string? NullIfEmpty(this string? text) => string.IsNullOrEmpty(text) ? null : text;
}
