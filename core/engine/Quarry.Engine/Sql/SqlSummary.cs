using Quarry.Contracts;

namespace Quarry.Engine.Sql;

/// <summary>The value of OpenTelemetry's <c>db.query.summary</c>: each operation and the tables it names, in the text's order.</summary>
/// <remarks>
/// https://opentelemetry.io/docs/specs/semconv/database/database-spans/#generating-a-summary-of-the-query. At most 255 characters, cut between
/// words; never a literal, and never a word that is neither an operation nor an object's name. Statements are parted by <c>"; "</c>.
/// </remarks>
internal static class SqlSummary
{
    public const int MaxLength = 255;

    /// <summary>Summarises a text; "" if it names no known operation.</summary>
    public static string Of(ParsedSql sql)
    {
        var words = new SummaryWords();
        foreach (Range statement in sql.Statements)
        {
            ReadOnlySpan<char> text = sql.Text.AsSpan(statement);
            var tokens = new SqlTokenizer(text, sql.Lexicon);
            var reader = new SummaryReader(words);
            while (!words.IsFull && !reader.IsDone && tokens.Next(out SqlToken token))
            {
                if (token.Kind is not (SqlTokenKind.Whitespace or SqlTokenKind.Comment))
                {
                    reader.Add(token, text);
                }
            }

            words.EndStatement();
        }

        return words.ToString();
    }
}
