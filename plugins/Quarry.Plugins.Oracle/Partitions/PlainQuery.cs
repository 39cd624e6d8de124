using Quarry.Contracts;

namespace Quarry.Plugins.Oracle.Partitions;

/// <summary>A query that reads one table and nothing else, so that AS OF behind the table's name holds for all of it.</summary>
/// <param name="Sql">The query.</param>
/// <param name="TableEnd">Where the table's name ends: AS OF stands before an alias.</param>
/// <param name="IsWholeTable">True for <c>SELECT * FROM table</c> with or without an alias.</param>
internal sealed record PlainQuery(string Sql, int TableEnd, bool IsWholeTable)
{
    // A second SELECT may read another table, and a lock is not taken of the past. What else joins tables or looks at a part of one stands directly behind the name.
    private static readonly string[] s_others = ["SELECT", "FOR"];

    private static readonly string[] s_clauses = ["WHERE", "GROUP", "HAVING", "ORDER", "CONNECT", "START", "OFFSET", "FETCH"];

    /// <summary>The query, or null if it may read more than one table.</summary>
    public static PlainQuery? Of(string sql, SqlLexicon lexicon)
    {
        List<SqlToken> tokens = Tokens(sql, lexicon);
        int from = FromOf(sql, tokens);
        if (from < 0 || !IsWord(sql, tokens[0], "SELECT"))
        {
            return null;
        }

        int at = from + 1;
        if (!IsName(tokens, at))
        {
            return null;
        }

        // The table, or its schema and it.
        if (IsSymbol(sql, tokens, at + 1, ".") && IsName(tokens, at + 2))
        {
            at += 2;
        }

        int end = tokens[at].End;
        int next = at + 1;
        if (IsName(tokens, next) && !IsAny(sql, tokens[next], s_clauses))
        {
            next++;
        }

        bool ends = next == tokens.Count;
        if (!ends && !IsAny(sql, tokens[next], s_clauses))
        {
            return null;
        }

        if (tokens.Skip(1).Any(token => IsAny(sql, token, s_others)))
        {
            return null;
        }

        return new(sql, end, ends && from == 2 && IsSymbol(sql, tokens, 1, "*"));
    }

    /// <summary>The query as of a snapshot; as it is without one.</summary>
    public string At(string asOf) => Sql.Insert(TableEnd, asOf);

    private static List<SqlToken> Tokens(string sql, SqlLexicon lexicon)
    {
        var tokens = new List<SqlToken>();
        var tokenizer = new SqlTokenizer(sql, lexicon);
        while (tokenizer.Next(out SqlToken token))
        {
            if (token.Kind is not (SqlTokenKind.Whitespace or SqlTokenKind.Comment))
            {
                tokens.Add(token);
            }
        }

        return tokens;
    }

    // Not that of EXTRACT(YEAR FROM day), which stands in parentheses.
    private static int FromOf(string sql, List<SqlToken> tokens)
    {
        int depth = 0;
        for (int i = 0; i < tokens.Count; i++)
        {
            depth += tokens[i].Kind switch { SqlTokenKind.OpenParenthesis => 1, SqlTokenKind.CloseParenthesis => -1, _ => 0 };
            if (depth == 0 && IsWord(sql, tokens[i], "FROM"))
            {
                return i;
            }
        }

        return -1;
    }

    private static bool IsName(List<SqlToken> tokens, int at) => at < tokens.Count && tokens[at].Kind is SqlTokenKind.Word or SqlTokenKind.QuotedIdentifier;

    private static bool IsSymbol(string sql, List<SqlToken> tokens, int at, string symbol)
        => at < tokens.Count && tokens[at].Kind == SqlTokenKind.Symbol && tokens[at].In(sql).SequenceEqual(symbol);

    private static bool IsWord(string sql, SqlToken token, string word) => token.Kind == SqlTokenKind.Word && token.In(sql).Equals(word, StringComparison.OrdinalIgnoreCase);

    private static bool IsAny(string sql, SqlToken token, string[] words) => Array.Exists(words, word => IsWord(sql, token, word));
}
