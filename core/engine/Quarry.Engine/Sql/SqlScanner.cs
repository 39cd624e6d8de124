using Quarry.Contracts;

namespace Quarry.Engine.Sql;

/// <summary>Finds the parameters, the statements and the kind of a SQL text in one pass.</summary>
internal static class SqlScanner
{
    /// <summary>Scans a text.</summary>
    /// <param name="sql">The text; empty is allowed and holds no statement.</param>
    /// <param name="lexicon">The rules of the database.</param>
    /// <exception cref="QuarryException">Something is not closed, parameters of two kinds are mixed, or their numbers have gaps (User); the position tells where.</exception>
    public static ParsedSql Parse(string sql, SqlLexicon lexicon)
    {
        ArgumentNullException.ThrowIfNull(sql);
        ArgumentNullException.ThrowIfNull(lexicon);
        var tokens = new SqlTokenizer(sql, lexicon);
        var markers = new MarkerCollector(sql);
        HashSet<int>? own = LocalVariables.Find(sql, lexicon);
        var splitter = new StatementSplitter(lexicon);
        var classifier = new StatementClassifier();
        List<Range>? statements = null;
        StatementKind? kind = null;
        bool defines = false;
        (int start, int end, bool significant) = (-1, 0, false);

        while (tokens.Next(out SqlToken token))
        {
            if (token.Kind == SqlTokenKind.Whitespace)
            {
                continue;
            }

            if (tokens.Missing is var (what, missing))
            {
                throw SqlErrors.Unterminated(what, missing, token.Start);
            }

            if (token.Kind != SqlTokenKind.Comment)
            {
                SqlKeyword keyword = SqlKeywords.Find(token, sql);
                if (splitter.Add(token, keyword, sql[token.Start] == '.' && token.Kind == SqlTokenKind.Symbol))
                {
                    EndStatement(splitter.OwnsSemicolon ? token.End : end);
                    splitter = new(lexicon);
                    classifier = new();
                    (start, significant) = (-1, false);
                    continue;
                }

                significant = true;
                classifier.Add(token, keyword);
                if (token.IsMarker && !splitter.IsRoutine && own?.Contains(token.Start) != true)
                {
                    markers.Add(token);
                }
            }

            start = start < 0 ? token.Start : start;
            end = token.End;
        }

        EndStatement(end);
        int count = markers.Complete();
        return new()
        {
            Text = sql,
            Lexicon = lexicon,
            Markers = markers.Markers,
            Names = markers.Names,
            ParameterCount = count,
            Kind = kind ?? StatementKind.Other,
            Defines = defines,
            Statements = statements is null ? [] : statements,
        };

        void EndStatement(int statementEnd)
        {
            if (significant)
            {
                (statements ??= []).Add(start..statementEnd);
                StatementKind own = splitter.IsBlock ? StatementKind.Call : classifier.Kind;
                kind ??= own;
                defines |= own == StatementKind.Definition;
            }
        }
    }
}
