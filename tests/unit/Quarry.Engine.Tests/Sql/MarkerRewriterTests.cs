using Quarry.Contracts;
using Quarry.Engine.Sql;

namespace Quarry.Engine.Tests.Sql;

public class MarkerRewriterTests
{
    [Theory]
    [InlineData("a = @x and b = :y and c = @x", "$#", "a = $1 and b = $2 and c = $1", "0,1")]
    [InlineData("a = @x and b = :y and c = @x", "?", "a = ? and b = ? and c = ?", "0,1,0")]
    [InlineData("? + ?", "@p#", "@p1 + @p2", "0,1")]
    [InlineData("limit?offset?", "$#", "limit $1 offset $2", "0,1")]
    [InlineData("limit?offset?", "?#", "limit?1 offset?2", "0,1")]
    [InlineData("limit?", "@p#", "limit @p1", "0")]
    [InlineData("?::int", "$#", "$1::int", "0")]
    [InlineData("(?,?)", ":#", "(:1,:2)", "0,1")]
    [InlineData("'?' ?", ":#", "'?' :1", "0")]
    [InlineData("select 1", ":#", "select 1", "")]
    public void Writes_the_dialects_markers(string sql, string pattern, string expected, string order)
    {
        RewrittenSql rewritten = SqlScanner.Parse(sql, SqlLexicon.Standard).Rewrite(new MarkerDialect(pattern));

        rewritten.Text.Should().Be(expected);
        string.Join(',', rewritten.Order).Should().Be(order);
    }

    [Fact]
    public void Numbered_markers_keep_their_order_or_are_repeated()
    {
        ParsedSql parsed = SqlScanner.Parse("$2 $1 $2", Lexicons.PostgreSql);

        RewrittenSql same = parsed.Rewrite(new MarkerDialect("$#"));
        RewrittenSql plain = parsed.Rewrite(new MarkerDialect("?"));

        same.Text.Should().BeSameAs(parsed.Text);
        same.Order.Should().Equal(0, 1);
        plain.Text.Should().Be("? ? ?");
        plain.Order.Should().Equal(1, 0, 1);
    }
}
