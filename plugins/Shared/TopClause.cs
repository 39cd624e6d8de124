using System.Globalization;
using Quarry.Contracts;

namespace Quarry.Plugins.Shared;

/// <summary>How a database of the TDS family limits a query.</summary>
/// <param name="Parentheses">True for <c>TOP (5)</c> (SQL Server), false for <c>TOP 5</c> (ASE).</param>
/// <param name="OffsetFetch">True if ORDER BY takes <c>OFFSET … FETCH</c> behind it.</param>
/// <param name="Most">The largest number that TOP takes.</param>
internal readonly record struct TopForm(bool Parentheses, bool OffsetFetch, long Most);

/// <summary>Puts TOP into a query, by its tokens, so that DISTINCT, ORDER BY, common table expressions and set operators keep their meaning.</summary>
internal static class TopClause
{
    /// <summary>The query's first rows, or null where that cannot be said without changing what the query means.</summary>
    /// <param name="sql">A SELECT without a trailing semicolon.</param>
    /// <param name="lexicon">How its SQL is cut.</param>
    /// <param name="rows">0 or more.</param>
    /// <param name="form">How the database writes it.</param>
    public static string? Put(string sql, SqlLexicon lexicon, long rows, TopForm form)
    {
        if (rows > form.Most || SelectShape.Read(sql, lexicon) is not { HasTop: false, HasOffset: false } shape)
        {
            return null;
        }

        string top = string.Create(CultureInfo.InvariantCulture, $" TOP {(form.Parentheses ? "(" : "")}{rows}{(form.Parentheses ? ")" : "")} ");
        if (!shape.HasSetOperator)
        {
            // Behind DISTINCT, which TOP follows: it counts what is distinct. An ORDER BY of the same query comes before TOP.
            bool spaced = shape.Behind < sql.Length && SqlChars.IsSpace(sql[shape.Behind]);
            return sql[..shape.Behind] + (spaced ? top.TrimEnd() : top) + sql[shape.Behind..];
        }

        // TOP in one of the queries would limit that query only. An ORDER BY belongs to all of them, and may not stand in a derived table.
        if (shape.HasOrderBy)
        {
            return form.OffsetFetch && rows > 0 ? string.Create(CultureInfo.InvariantCulture, $"{sql}\nOFFSET 0 ROWS FETCH NEXT {rows} ROWS ONLY") : null;
        }

        // The columns of a derived table need names, and different ones. On a line of its own: the query may end in a comment.
        return shape.Columns == SelectColumns.Named ? $"{sql[..shape.Start]}SELECT{top}* FROM ({sql[shape.Start..]}\n) AS q" : null;
    }
}

/// <summary>What a select list tells of the names of its columns.</summary>
internal enum SelectColumns
{
    /// <summary>A column without a name, a name twice, or something that tokens do not tell.</summary>
    Unknown,
    /// <summary>A <c>*</c>, whose names only the server knows.</summary>
    Star,
    /// <summary>Each has a name of its own.</summary>
    Named,
}

/// <summary>The outer parts of one query, found by its tokens: enough to put something into it.</summary>
internal sealed record SelectShape
{
    // Reserved words that begin another statement, or make a query something else. T-SQL needs no semicolon between statements.
    private static readonly HashSet<string> s_others = new(StringComparer.OrdinalIgnoreCase)
    {
        "ALTER", "BACKUP", "BEGIN", "BREAK", "CHECKPOINT", "CLOSE", "COMMIT", "COMPUTE", "CONTINUE", "CREATE", "DBCC", "DEALLOCATE", "DECLARE", "DELETE", "DENY", "DROP", "EXEC",
        "EXECUTE", "FETCH", "GOTO", "GRANT", "IF", "INSERT", "INTO", "KILL", "MERGE", "OPEN", "OPTION", "PRINT", "RAISERROR", "READTEXT", "RESTORE", "RETURN", "REVOKE", "ROLLBACK",
        "SAVE", "SET", "SHUTDOWN", "TRUNCATE", "UPDATE", "UPDATETEXT", "USE", "WAITFOR", "WHILE", "WRITETEXT",
    };

    // Words that are a whole column and no name of one.
    private static readonly HashSet<string> s_values = new(StringComparer.OrdinalIgnoreCase)
    {
        "CURRENT_DATE", "CURRENT_TIME", "CURRENT_TIMESTAMP", "CURRENT_USER", "DEFAULT", "NULL", "SESSION_USER", "SYSTEM_USER", "USER",
    };

    /// <summary>Where the SELECT stands: behind the common table expressions.</summary>
    public required int Start { get; init; }
    /// <summary>Behind SELECT and its DISTINCT or ALL.</summary>
    public required int Behind { get; init; }
    /// <summary>A TOP of its own in the first query.</summary>
    public required bool HasTop { get; init; }
    /// <summary>An OFFSET of its own, or a column of that name.</summary>
    public required bool HasOffset { get; init; }
    /// <summary>An ORDER BY of the whole.</summary>
    public required bool HasOrderBy { get; init; }
    /// <summary>UNION, EXCEPT or INTERSECT between queries.</summary>
    public required bool HasSetOperator { get; init; }
    /// <summary>What the first query's list tells.</summary>
    public required SelectColumns Columns { get; init; }

    /// <summary>Reads a text.</summary>
    /// <returns>Null if it is anything but one query, or ends in clauses that belong to a statement and not to a query (FOR XML, OPTION).</returns>
    public static SelectShape? Read(string sql, SqlLexicon lexicon)
    {
        if (Outer(sql, lexicon) is not { Count: > 0 } outer || !(Is(outer[0], "SELECT") || Is(outer[0], "WITH")))
        {
            return null;
        }

        int select = outer.FindIndex(token => Is(token, "SELECT"));
        bool sets = false;
        for (int i = 0; i < outer.Count; i++)
        {
            string word = outer[i].Token.Kind == SqlTokenKind.Word ? outer[i].Text.ToUpperInvariant() : "";
            bool set = word is "UNION" or "EXCEPT" or "INTERSECT";
            bool unexpected = s_others.Contains(word)
                // A second SELECT without a set operator before it is a second statement.
                || (word == "SELECT" && i > select && !(IsSet(outer[i - 1]) || (Is(outer[i - 1], "ALL") && IsSet(outer[i - 2]))))
                || (word == "FOR" && !(i + 1 < outer.Count && Is(outer[i + 1], "SYSTEM_TIME")));
            if (unexpected)
            {
                return null;
            }

            sets |= set;
        }

        if (select < 0)
        {
            return null;
        }

        int list = select + 1 < outer.Count && (Is(outer[select + 1], "DISTINCT") || Is(outer[select + 1], "ALL")) ? select + 2 : select + 1;
        return new()
        {
            Start = outer[select].Token.Start,
            Behind = outer[list - 1].Token.End,
            HasTop = list < outer.Count && Is(outer[list], "TOP"),
            HasOffset = outer.Exists(token => Is(token, "OFFSET")),
            HasOrderBy = outer.Exists(token => Is(token, "ORDER")),
            HasSetOperator = sets,
            Columns = ColumnsOf(outer[list..]),
        };
    }

    private static bool IsSet((SqlToken Token, string Text) token) => Is(token, "UNION") || Is(token, "EXCEPT") || Is(token, "INTERSECT");

    private static bool Is((SqlToken Token, string Text) token, string word) => token.Token.Kind == SqlTokenKind.Word && token.Text.Equals(word, StringComparison.OrdinalIgnoreCase);

    /// <summary>What stands outside of parentheses, without blanks and comments; a pair of parentheses is one token. Null if something is not closed, or a semicolon is there.</summary>
    private static List<(SqlToken Token, string Text)>? Outer(string sql, SqlLexicon lexicon)
    {
        var outer = new List<(SqlToken, string)>();
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
                case SqlTokenKind.CloseParenthesis:
                    depth--;
                    continue;
            }

            if (depth < 0)
            {
                return null;
            }

            if (depth == 0)
            {
                outer.Add((token, token.In(sql).ToString()));
            }

            depth += token.Kind == SqlTokenKind.OpenParenthesis ? 1 : 0;
        }

        return depth == 0 ? outer : null;
    }

    private static SelectColumns ColumnsOf(List<(SqlToken Token, string Text)> list)
    {
        int end = list.FindIndex(token => Is(token, "FROM") || Is(token, "WHERE") || Is(token, "GROUP") || Is(token, "ORDER") || IsSet(token));
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var item = new List<(SqlToken Token, string Text)>();
        bool star = false;
        foreach ((SqlToken Token, string Text) token in list[..(end < 0 ? list.Count : end)].Append((new(SqlTokenKind.Symbol, 0, 1), ",")))
        {
            if (token is not { Token.Kind: SqlTokenKind.Symbol, Text: "," })
            {
                item.Add(token);
                continue;
            }

            if (item is [.., { Token.Kind: SqlTokenKind.Symbol, Text: "*" }] && (item.Count == 1 || item[^2].Text == "."))
            {
                star = true;
            }
            else if (NameOf(item) is not { } name || !names.Add(name))
            {
                return SelectColumns.Unknown;
            }

            item.Clear();
        }

        return star ? SelectColumns.Star : SelectColumns.Named;
    }

    // expression AS name, or a name of up to four parts. All else may be a name as well, but that takes a grammar.
    private static string? NameOf(List<(SqlToken Token, string Text)> item)
    {
        if (item.Count == 0 || !IsName(item[^1].Token.Kind) || (item[^1].Token.Kind == SqlTokenKind.Word && s_values.Contains(item[^1].Text)))
        {
            return null;
        }

        bool isAlias = item.Count >= 3 && Is(item[^2], "AS");
        bool isPath = item.Count % 2 == 1 && item.Where((token, index) => index % 2 == 0 ? !IsName(token.Token.Kind) : token.Text != ".").Any() is false;
        if (!isAlias && !isPath)
        {
            return null;
        }

        string text = item[^1].Text;
        return item[^1].Token.Kind == SqlTokenKind.Word ? text : text[1..^1].Replace(new string(text[^1], 2), text[^1..], StringComparison.Ordinal);
    }

    private static bool IsName(SqlTokenKind kind) => kind is SqlTokenKind.Word or SqlTokenKind.QuotedIdentifier;
}
