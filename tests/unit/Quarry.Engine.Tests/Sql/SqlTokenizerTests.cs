using System.Text;
using CsCheck;
using Quarry.Contracts;
using Quarry.Engine.Sql;

namespace Quarry.Engine.Tests.Sql;

public class SqlTokenizerTests
{
    [Theory]
    [InlineData("standard", "'it''s' x", "'it''s'|x")]
    [InlineData("standard", "'a\\' x", "'a\\'|x")]
    [InlineData("mysql", @"'a\'b' x", @"'a\'b'|x")]
    [InlineData("mysql", @"""a\""b"" x", @"""a\""b""|x")]
    [InlineData("mysql", "`a``b`.c", "`a``b`|.|c")]
    [InlineData("mysql", "5--3", "5|-|-|3")]
    [InlineData("mysql", "5-- 3", "5|-- 3")]
    [InlineData("mysql", "a# b\nc", "a|# b|c")]
    [InlineData("postgresql", @"E'a\'b' x", @"E'a\'b'|x")]
    [InlineData("postgresql", @"e'\\' x", @"e'\\'|x")]
    [InlineData("standard", @"E'a\' x", @"E|'a\'|x")]
    [InlineData("postgresql", "$$it's$$ x", "$$it's$$|x")]
    [InlineData("postgresql", "$a$ $b$ $$ $a$x", "$a$ $b$ $$ $a$|x")]
    [InlineData("postgresql", "a$1 a$b$", "a$1|a$b$")]
    [InlineData("postgresql", "/* /* */ */ x", "/* /* */ */|x")]
    [InlineData("oracle", "/* /* */ x", "/* /* */|x")]
    [InlineData("postgresql", "/*/ */ x", "/*/ */|x")]
    [InlineData("oracle", "q'[it's]' x", "q'[it's]'|x")]
    [InlineData("oracle", "nQ'!a'b!' Q'<>>' x", "nQ'!a'b!'|Q'<>>'|x")]
    [InlineData("postgresql", "q'[' x", "q|'['|x")]
    [InlineData("sqlserver", "[a]]b'] N'x'", "[a]]b']|N'x'")]
    [InlineData("sqlite", "\"a\"\"b\"[c]`d`", "\"a\"\"b\"|[c]|`d`")]
    [InlineData("standard", "--x\r\ny", "--x|y")]
    [InlineData("standard", "1.5e-3 .5 0xFF 1_000 1..2 1e", "1.5e-3|.5|0xFF|1_000|1|.|.2|1|e")]
    [InlineData("standard", "a::b c:=d @@x", "a|::|b|c|:=|d|@@x")]
    [InlineData("standard", "\uFEFFselect größe", "select|größe")]
    public void Cuts_text_by_the_lexicon(string lexicon, string sql, string expected)
        => string.Join('|', Significant(sql, Lexicons.Of(lexicon))).Should().Be(expected);

    [Theory]
    [InlineData("standard", "x 'a''", "string", "' is missing", 3)]
    [InlineData("standard", "\"a", "quoted identifier", "\" is missing", 1)]
    [InlineData("sqlserver", "a [b]]", "quoted identifier", "] is missing", 3)]
    [InlineData("mysql", @"'a\", "string", "' is missing", 1)]
    [InlineData("standard", "a /* b *", "comment", "*/ is missing", 3)]
    [InlineData("standard", "/*/", "comment", "*/ is missing", 1)]
    [InlineData("postgresql", "/* /* */", "comment", "*/ is missing", 1)]
    [InlineData("postgresql", "/* /* ", "comment", "2 nested", 1)]
    [InlineData("postgresql", "a $t$ $u$", "dollar-quoted string", "$t$ is missing", 3)]
    [InlineData("oracle", "q'[a]", "q-quoted string", "]' is missing", 1)]
    [InlineData("oracle", "q'", "q-quoted string", "delimiter", 1)]
    public void What_does_not_end_is_an_error_at_its_start(string lexicon, string sql, string what, string missing, int position)
    {
        QuarryException error = FluentActions.Invoking(() => SqlScanner.Parse(sql, Lexicons.Of(lexicon))).Should().Throw<QuarryException>().Which;

        error.Kind.Should().Be(ErrorKind.User);
        error.Code.Should().Be(ErrorCodes.SqlUnterminated);
        error.Position.Should().Be(position);
        error.Message.Should().Contain(what).And.Contain(missing).And.Contain($"character {position}");
    }

    [Fact]
    public void Tokens_of_any_text_follow_each_other_without_a_gap()
        => GenSql.Any.Sample(sql =>
        {
            foreach (SqlLexicon lexicon in Lexicons.All)
            {
                var joined = new StringBuilder();
                var tokens = new SqlTokenizer(sql, lexicon);
                while (tokens.Next(out SqlToken token))
                {
                    Assert.Equal(joined.Length, token.Start);
                    Assert.True(token.Length > 0);
                    joined.Append(token.In(sql));
                }

                Assert.Equal(sql, joined.ToString());
            }
        }, iter: 2_000);

    private static List<string> Significant(string sql, SqlLexicon lexicon)
    {
        var found = new List<string>();
        var tokens = new SqlTokenizer(sql, lexicon);
        while (tokens.Next(out SqlToken token))
        {
            if (token.Kind != SqlTokenKind.Whitespace)
            {
                found.Add(token.In(sql).ToString());
            }
        }

        return found;
    }
}
