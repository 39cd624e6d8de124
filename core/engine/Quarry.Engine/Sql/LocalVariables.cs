using Quarry.Contracts;

namespace Quarry.Engine.Sql;

/// <summary>Names in a text that look like parameters and are its own: variables that it declares, and the names by which a procedure's parameters are given.</summary>
/// <remarks>T-SQL's: https://learn.microsoft.com/sql/t-sql/language-elements/declare-local-variable-transact-sql, execute-transact-sql.</remarks>
internal static class LocalVariables
{
    /// <summary>Where such names stand.</summary>
    /// <returns>Their first characters; null if there are none, as in nearly every text.</returns>
    public static HashSet<int>? Find(string sql, SqlLexicon lexicon)
    {
        if (!lexicon.DeclaresVariables || (!sql.Contains("DECLARE", StringComparison.OrdinalIgnoreCase) && !sql.Contains("EXEC", StringComparison.OrdinalIgnoreCase)))
        {
            return null;
        }

        var named = new List<SqlToken>();
        var declared = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var starts = new HashSet<int>();
        var tokens = new SqlTokenizer(sql, lexicon);
        (bool declares, bool executes, int depth) = (false, false, 0);
        SqlToken previous = default;
        while (tokens.Next(out SqlToken token))
        {
            switch (token.Kind)
            {
                case SqlTokenKind.Whitespace or SqlTokenKind.Comment:
                    continue;
                case SqlTokenKind.OpenParenthesis:
                    depth++;
                    break;
                case SqlTokenKind.CloseParenthesis:
                    depth--;
                    break;
                case SqlTokenKind.Semicolon:
                    (declares, executes) = (false, false);
                    break;
                case SqlTokenKind.Word when depth == 0:
                    SqlKeyword keyword = SqlKeywords.Find(token, sql);
                    declares = keyword == SqlKeyword.Declare || (declares && !BeginsStatement(keyword));
                    executes = keyword is SqlKeyword.Exec or SqlKeyword.Execute || (executes && !BeginsStatement(keyword));
                    break;
                case SqlTokenKind.NamedMarker:
                    named.Add(token);
                    if (declares && depth == 0 && (Is(sql, previous, "DECLARE") || Is(sql, previous, ",")))
                    {
                        declared.Add(token.In(sql).ToString());
                    }

                    break;
                case SqlTokenKind.Symbol when executes && depth == 0 && previous.Kind == SqlTokenKind.NamedMarker && Is(sql, token, "="):
                    starts.Add(previous.Start);
                    break;
            }

            previous = token;
        }

        starts.UnionWith(named.Where(token => declared.Contains(token.In(sql).ToString())).Select(token => token.Start));
        return starts.Count > 0 ? starts : null;
    }

    // T-SQL needs no semicolon between statements.
    private static bool BeginsStatement(SqlKeyword keyword) => keyword is SqlKeyword.Select or SqlKeyword.Insert or SqlKeyword.Update or SqlKeyword.Delete or SqlKeyword.Merge or SqlKeyword.Set
        or SqlKeyword.If or SqlKeyword.While or SqlKeyword.Begin or SqlKeyword.End or SqlKeyword.Print or SqlKeyword.Exec or SqlKeyword.Execute or SqlKeyword.Declare or SqlKeyword.With
        or SqlKeyword.Truncate or SqlKeyword.Create or SqlKeyword.Drop or SqlKeyword.Alter or SqlKeyword.Use or SqlKeyword.Commit or SqlKeyword.Rollback;

    private static bool Is(string sql, SqlToken token, string text)
        => token.Kind is SqlTokenKind.Word or SqlTokenKind.Symbol && token.In(sql).Equals(text, StringComparison.OrdinalIgnoreCase);
}
