using CsCheck;
using Quarry.Contracts;
using Quarry.Engine.Sql;

namespace Quarry.Engine.Tests.Sql;

public class SqlScannerPropertyTests
{
    [Fact]
    public void Garbage_parses_or_is_the_users_error()
        => GenSql.Any.Sample(sql =>
        {
            foreach (SqlLexicon lexicon in Lexicons.All)
            {
                try
                {
                    ParsedSql parsed = SqlScanner.Parse(sql, lexicon);
                    Assert.All(parsed.Statements, range => Assert.NotEqual("", sql[range].Trim()));
                    Assert.All(parsed.Markers, marker => Assert.InRange(marker.Parameter, 0, parsed.ParameterCount - 1));
                    Assert.InRange(SqlSummary.Of(parsed).Length, 0, SqlSummary.MaxLength);
                    Assert.NotNull(SqlSanitizer.Sanitize(parsed));
                }
                catch (QuarryException error) when (error.Kind == ErrorKind.User && error.Position >= 1 && error.Position <= sql.Length)
                {
                }
            }
        }, iter: 2_000);

    [Fact]
    public void Rewriting_changes_nothing_but_markers()
        => Gen.Select(GenSql.Any, Gen.OneOf("?", "$#", ":#", "@p#", "?#")).Sample((sql, pattern) =>
        {
            foreach (SqlLexicon lexicon in Lexicons.All)
            {
                ParsedSql parsed;
                try
                {
                    parsed = SqlScanner.Parse(sql, lexicon);
                }
                catch (QuarryException)
                {
                    continue;
                }

                var dialect = new MarkerDialect(pattern);
                RewrittenSql rewritten = parsed.Rewrite(dialect);
                string rest = rewritten.Text;
                int copied = 0;
                int slot = 0;
                foreach (SqlMarker marker in parsed.Markers)
                {
                    string between = sql[copied..marker.Start];
                    Assert.StartsWith(between, rest, StringComparison.Ordinal);
                    rest = rest[between.Length..].TrimStart(' ');
                    int parameter = pattern == "?" ? rewritten.Order[slot++] : marker.Parameter;
                    Assert.Equal(marker.Parameter, parameter);
                    string native = dialect.ParameterMarker(marker.Parameter + 1);
                    Assert.StartsWith(native, rest, StringComparison.Ordinal);
                    rest = rest[native.Length..];
                    copied = marker.Start + marker.Length;
                    if (rest.StartsWith(' ') && (copied == sql.Length || sql[copied] != ' '))
                    {
                        rest = rest[1..];
                    }
                }

                Assert.Equal(sql[copied..], rest);
                Assert.Equal(pattern == "?" ? parsed.Markers.Count : parsed.ParameterCount, rewritten.Order.Count);
            }
        }, iter: 2_000);

    /// <summary>64 times the text takes 64 times as long; what is quadratic takes 4096 times. A busy machine gets five attempts.</summary>
    [Theory]
    [InlineData("$a")]
    [InlineData("$")]
    [InlineData("$a$ ")]
    [InlineData("((")]
    [InlineData("[:1")]
    [InlineData("with a as (")]
    [InlineData("begin case ")]
    [InlineData("select a from b, (")]
    [InlineData(":a ")]
    [InlineData("''")]
    [InlineData("/*")]
    [InlineData("q'a")]
    [InlineData("\\'")]
    [InlineData("create definer ")]
    [InlineData("a")]
    [InlineData("1")]
    [InlineData("?")]
    public void Time_grows_with_the_text_only(string piece)
    {
        // No clock: a scan that looks at each character for each other one would not end within the run's time.
        string text = string.Concat(Enumerable.Repeat(piece, 100_000));
        foreach (SqlLexicon lexicon in Lexicons.All)
        {
            Scan(text, lexicon);
        }
    }

    private static void Scan(string sql, SqlLexicon lexicon)
    {
        try
        {
            ParsedSql parsed = SqlScanner.Parse(sql, lexicon);
            SqlSummary.Of(parsed);
            SqlSanitizer.Sanitize(parsed);
            parsed.Rewrite(new MarkerDialect("$#"));
        }
        catch (QuarryException)
        {
            // What does not end is found out in linear time, too.
        }
    }
}
