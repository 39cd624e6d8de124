using System.Text.RegularExpressions;

namespace Quarry.Plugins.PostgreSql.Partitions;

/// <summary>Recognises a query that is a whole table, which is split as one. With a WHERE or anything else it is no longer recognised.</summary>
internal static partial class PlainQuery
{
    /// <summary>The table as the query writes it, or null if the query is not <c>SELECT * FROM table</c>.</summary>
    /// <param name="sql">The query.</param>
    public static string? Table(string sql) => Whole().Match(sql) is { Success: true } match ? match.Groups["table"].Value : null;

    // No comments and no Unicode escapes: such a query takes a key.
    private const string Name = """(?:[a-z_][a-z0-9_$]*|"(?:[^"]|"")+")""";

    [GeneratedRegex($"""^\s*select\s*\*\s*from\s+(?<table>{Name}(?:\.{Name})?)\s*$""", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Whole();
}
