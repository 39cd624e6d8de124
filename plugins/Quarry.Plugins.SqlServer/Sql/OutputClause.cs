using Quarry.Contracts;

namespace Quarry.Plugins.SqlServer.Sql;

/// <summary>Puts OUTPUT into a statement that changes rows, at the place that the grammar gives it, found by tokens.</summary>
/// <remarks>INSERT: before VALUES, the query or DEFAULT VALUES (https://learn.microsoft.com/sql/t-sql/statements/insert-transact-sql). UPDATE: behind the SET list
/// (https://learn.microsoft.com/sql/t-sql/queries/update-transact-sql). DELETE: behind the table and its hints (https://learn.microsoft.com/sql/t-sql/statements/delete-transact-sql).</remarks>
internal static class OutputClause
{
    private const string Inserted = "INSERTED";
    private const string Deleted = "DELETED";

    // Words that begin another statement: none of these stands in an UPDATE outside of parentheses.
    private static readonly HashSet<string> s_statements = new(StringComparer.OrdinalIgnoreCase)
    {
        "ALTER", "BEGIN", "COMMIT", "CREATE", "DECLARE", "DELETE", "DROP", "EXEC", "EXECUTE", "IF", "INSERT", "MERGE", "PRINT", "RETURN", "ROLLBACK", "SAVE", "SELECT", "SET", "TRUNCATE",
        "UPDATE", "WHILE", "WITH",
    };

    /// <summary>The statement with the clause, or null where its place is not certain.</summary>
    /// <param name="sql">An INSERT, UPDATE or DELETE.</param>
    /// <param name="lexicon">How it is cut.</param>
    /// <param name="columns">Writes the columns of <c>INSERTED</c> or <c>DELETED</c>.</param>
    public static string? Put(string sql, SqlLexicon lexicon, Func<string, string> columns)
    {
        if (OuterTokens.Read(sql, lexicon) is not { } tokens || tokens.HasAnywhere("OUTPUT"))
        {
            return null;
        }

        int verb = tokens.FirstOf(0, "INSERT", "UPDATE", "DELETE", "MERGE", "SELECT");
        bool first = verb == 0 || (verb > 0 && tokens.Is(0, "WITH"));
        (int? at, string row) = !first ? (null, "")
            : tokens.Is(verb, "INSERT") ? (InInsert(tokens, verb), Inserted)
            : tokens.Is(verb, "UPDATE") ? (InUpdate(tokens, verb), Inserted)
            : tokens.Is(verb, "DELETE") ? (InDelete(tokens, verb), Deleted)
            : (null, "");
        return at is not { } index ? null
            // At the end on a line of its own: the statement may end in a comment.
            : index == tokens.Count ? $"{sql}\nOUTPUT {columns(row)}"
            : $"{sql[..tokens.Start(index)]}{(SqlChars.IsSpace(sql[tokens.Start(index) - 1]) ? "" : " ")}OUTPUT {columns(row)} {sql[tokens.Start(index)..]}";
    }

    private static int? InInsert(OuterTokens tokens, int verb)
    {
        int at = tokens.SkipTop(verb + 1);
        at += tokens.Is(at, "INTO") ? 1 : 0;
        if (tokens.SkipHints(tokens.SkipName(at)) is not { } behind)
        {
            return null;
        }

        // A list of columns. A query in parentheses behind a column of OUTPUT would read as the arguments of a function.
        behind += tokens.IsParenthesis(behind) ? 1 : 0;
        return tokens.Is(behind, "VALUES") || tokens.Is(behind, "SELECT") || tokens.Is(behind, "DEFAULT") ? behind : null;
    }

    private static int? InUpdate(OuterTokens tokens, int verb)
    {
        if (tokens.SkipHints(tokens.SkipName(tokens.SkipTop(verb + 1))) is not { } set || !tokens.Is(set, "SET"))
        {
            return null;
        }

        for (int i = set + 1; i < tokens.Count; i++)
        {
            // a IS [NOT] DISTINCT FROM b is a condition.
            if (tokens.Is(i, "WHERE") || tokens.Is(i, "OPTION") || (tokens.Is(i, "FROM") && !tokens.Is(i - 1, "DISTINCT")))
            {
                return i;
            }

            if (tokens.IsAnyOf(i, s_statements))
            {
                return null;
            }
        }

        return tokens.Count > set + 1 ? tokens.Count : null;
    }

    private static int? InDelete(OuterTokens tokens, int verb)
    {
        int at = tokens.SkipTop(verb + 1);
        at += tokens.Is(at, "FROM") ? 1 : 0;
        return tokens.SkipHints(tokens.SkipName(at)) is { } behind && (behind == tokens.Count || tokens.Is(behind, "FROM") || tokens.Is(behind, "WHERE") || tokens.Is(behind, "OPTION"))
            ? behind
            : null;
    }
}
