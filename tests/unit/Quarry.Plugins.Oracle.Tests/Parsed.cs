using Quarry.Contracts;

namespace Quarry.Plugins.Oracle.Tests;

internal static class Parsed
{
    public static LogicalType Type(string text) => LogicalType.TryParse(text, out LogicalType? type) ? type : throw new ArgumentException($"\"{text}\" is no type.", nameof(text));
}
