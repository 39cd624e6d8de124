using Quarry.Contracts;

namespace Quarry.Plugins.SqlServer.Sql;

/// <summary>What of a statement stands outside of parentheses, without blanks and comments; a pair of parentheses is one token.</summary>
internal sealed class OuterTokens
{
    private readonly string _sql;
    private readonly List<SqlToken> _outer = [];
    private readonly HashSet<string> _words = new(StringComparer.OrdinalIgnoreCase);

    private OuterTokens(string sql) => _sql = sql;

    public int Count => _outer.Count;

    /// <returns>Null if the text is not one statement as far as tokens tell: something is not closed, or a semicolon is there.</returns>
    public static OuterTokens? Read(string sql, SqlLexicon lexicon)
    {
        var result = new OuterTokens(sql);
        var tokens = new SqlTokenizer(sql, lexicon);
        int depth = 0;
        while (tokens.Next(out SqlToken token))
        {
            switch (token.Kind)
            {
                case SqlTokenKind.Unterminated or SqlTokenKind.Semicolon:
                    return null;
                case SqlTokenKind.Whitespace or SqlTokenKind.Comment:
                    continue;
                case SqlTokenKind.CloseParenthesis when --depth < 0:
                    return null;
                case SqlTokenKind.CloseParenthesis:
                    continue;
                case SqlTokenKind.Word:
                    result._words.Add(token.In(sql).ToString());
                    break;
            }

            if (depth == 0)
            {
                result._outer.Add(token);
            }

            depth += token.Kind == SqlTokenKind.OpenParenthesis ? 1 : 0;
        }

        return depth == 0 ? result : null;
    }

    public int Start(int index) => _outer[index].Start;

    /// <summary>True if a word stands anywhere, in parentheses too.</summary>
    public bool HasAnywhere(string word) => _words.Contains(word);

    public bool Is(int index, string word)
        => index >= 0 && index < Count && _outer[index].Kind == SqlTokenKind.Word && _outer[index].In(_sql).Equals(word, StringComparison.OrdinalIgnoreCase);

    public bool IsAnyOf(int index, HashSet<string> words) => _outer[index].Kind == SqlTokenKind.Word && words.Contains(_outer[index].In(_sql).ToString());

    public bool IsParenthesis(int index) => index < Count && _outer[index].Kind == SqlTokenKind.OpenParenthesis;

    /// <summary>The first of some words, or −1.</summary>
    public int FirstOf(int from, params ReadOnlySpan<string> words)
    {
        for (int i = from; i < Count; i++)
        {
            foreach (string word in words)
            {
                if (Is(i, word))
                {
                    return i;
                }
            }
        }

        return -1;
    }

    /// <summary>Behind TOP (n) [PERCENT], or the same place.</summary>
    public int SkipTop(int index)
    {
        if (!Is(index, "TOP") || !IsParenthesis(index + 1))
        {
            return index;
        }

        return Is(index + 2, "PERCENT") ? index + 3 : index + 2;
    }

    /// <summary>Behind a name of up to four parts, some of them empty, or a temporary table's; null if there is none, or if it is a function's.</summary>
    public int? SkipName(int index)
    {
        int at = index;
        bool named = false;
        for (; at < Count; at++)
        {
            SqlToken token = _outer[at];
            bool isDot = token.Kind == SqlTokenKind.Symbol && _sql[token.Start] == '.';
            // #name and ##name are a symbol or two and a word without a gap.
            bool isHash = token.Kind == SqlTokenKind.Symbol && _sql[token.Start] == '#' && !named && at + 1 < Count && _outer[at + 1].Start == token.End;
            bool isName = !named && token.Kind is SqlTokenKind.Word or SqlTokenKind.QuotedIdentifier;
            if (!isDot && !isHash && !(isName && !named))
            {
                break;
            }

            named = isName;
        }

        bool isFunction = IsParenthesis(at) && at > index && _outer[at - 1].Kind == SqlTokenKind.Word
            && (Is(at - 1, "OPENQUERY") || Is(at - 1, "OPENROWSET") || Is(at - 1, "OPENDATASOURCE"));
        return named && !isFunction ? at : null;
    }

    /// <summary>Behind WITH (hints), or the same place.</summary>
    public int? SkipHints(int? index) => index is { } at && Is(at, "WITH") && IsParenthesis(at + 1) ? at + 2 : index;
}
