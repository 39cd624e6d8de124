using System.Text;
using Quarry.Contracts;
using Quarry.Engine.Sql;

namespace Quarry.Fuzz;

/// <summary>The SQL scanner, summary, sanitiser and rewriter under every set of lexical rules. The first byte chooses the rules.</summary>
internal static class ScannerTarget
{
    public static void Run(byte[] input)
    {
        string sql = Encoding.UTF8.GetString(input.AsSpan(Math.Min(1, input.Length)));
        SqlLexicon lexicon = Lexicon(input.Length == 0 ? (byte)0 : input[0]);
        ParsedSql parsed;
        try
        {
            parsed = SqlScanner.Parse(sql, lexicon);
        }
        catch (QuarryException error) when (error.Kind == ErrorKind.User && error.Position >= 1 && error.Position <= sql.Length)
        {
            return;
        }

        Check(SqlSummary.Of(parsed).Length <= SqlSummary.MaxLength, "the summary is too long");
        SqlSanitizer.Sanitize(parsed);
        RewrittenSql rewritten = parsed.Rewrite(new QuestionMarks(lexicon));
        Check(rewritten.Order.Count == parsed.Markers.Count, "a marker was lost");
        int previous = 0;
        foreach (SqlMarker marker in parsed.Markers)
        {
            Check(marker.Start >= previous && marker.Length > 0, "markers overlap");
            previous = marker.Start + marker.Length;
        }

        Check(previous <= sql.Length, "a marker lies beyond the end");
    }

    private static SqlLexicon Lexicon(byte choice) => (choice % 6) switch
    {
        1 => new() { EscapeStrings = true, DollarQuotes = true, NestedComments = true, QuestionMarkIsOperator = true, DollarNumbers = true },
        2 => new() { IdentifierQuotes = "\"[", NestedComments = true, BlocksHoldSemicolons = true },
        3 => new() { AlternativeQuotes = true, ParameterPrefixes = ":", BlocksHoldSemicolons = true },
        4 => new() { IdentifierQuotes = "`", BackslashEscapes = true, HashComments = true, BlocksHoldSemicolons = true },
        5 => new() { IdentifierQuotes = "\"`[", ParameterPrefixes = "@:$", BlocksHoldSemicolons = true },
        _ => SqlLexicon.Standard,
    };

    private static void Check(bool holds, string broken)
    {
        if (!holds)
        {
            throw new InvalidOperationException(broken);
        }
    }

    private sealed class QuestionMarks(SqlLexicon lexicon) : Dialect
    {
        public override SqlLexicon Lexicon { get; } = lexicon;

        public override string ParameterMarker(int position) => "?";
    }
}
