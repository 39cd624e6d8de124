using System.Collections.Frozen;
using Quarry.Contracts;

namespace Quarry.Engine.Sql;

/// <summary>Finds the keyword that a word is.</summary>
internal static class SqlKeywords
{
    private static readonly FrozenDictionary<string, SqlKeyword>.AlternateLookup<ReadOnlySpan<char>> s_keywords = Enum.GetValues<SqlKeyword>()
        .Where(keyword => keyword != SqlKeyword.None)
        .ToFrozenDictionary(keyword => keyword.ToString(), StringComparer.OrdinalIgnoreCase)
        .GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>The keyword, or <see cref="SqlKeyword.None"/> for any other token.</summary>
    public static SqlKeyword Find(SqlToken token, ReadOnlySpan<char> text)
        => token.Kind == SqlTokenKind.Word && s_keywords.TryGetValue(token.In(text), out SqlKeyword keyword) ? keyword : SqlKeyword.None;
}
