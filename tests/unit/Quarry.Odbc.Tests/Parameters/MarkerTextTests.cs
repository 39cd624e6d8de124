using System.Data;
using CsCheck;
using Quarry.Contracts;
using Quarry.Odbc.Parameters;
using Quarry.Odbc.Tests.Support;

namespace Quarry.Odbc.Tests.Parameters;

public sealed class MarkerTextTests
{
    public static TheoryData<string, string, int, string, string> Texts => new()
    {
        // PostgreSQL's: repeated and out of order; ?| is an operator.
        { "$", "select $1, $2", 2, "select ?, ?", "0 1" },
        { "$", "select $2, $1, $2", 2, "select ?, ?, ?", "1 0 1" },
        { "$", "select $10, $1", 10, "select ?, ?", "9 0" },
        { "$", "select $3", 2, "select $3", "" },
        { "$", "select '$1', \"$1\", $1", 1, "select '$1', \"$1\", ?", "0" },
        { "$", "select $1 -- $1\n, $1 /* $1 /* $1 */ $1 */", 1, "select ? -- $1\n, ? /* $1 /* $1 */ $1 */", "0 0" },
        { "$", "select $$ $1 $$, $tag$ $1 $$ $tag$, $1", 1, "select $$ $1 $$, $tag$ $1 $$ $tag$, ?", "0" },
        { "$", "select E'\\' $1', $1", 1, "select E'\\' $1', ?", "0" },
        { "$", "select $1::int", 1, "select ?::int", "0" },
        { "$", "select a$1, $1", 1, "select a$1, ?", "0" },
        // Oracle's.
        { ":", "select :1, :2, :1 from dual", 2, "select ?, ?, ? from dual", "0 1 0" },
        { ":", "select q'[ :1 ']', ':1', \":1\", :1 from dual", 1, "select q'[ :1 ']', ':1', \":1\", ? from dual", "0" },
        { ":", "x := :1; --:1", 1, "x := ?; --:1", "0" },
        // Plain ones are in order, and one text of theirs is another's comment.
        { "?", "select ?, ?", 2, "select ?, ?", "0 1" },
        { "?", "select '?', \"?\", [?], `?`, ? -- ?\n/* ? */", 1, "select '?', \"?\", [?], `?`, ? -- ?\n/* ? */", "0" },
        { "mysql", "select ?, '\\'?', `?`, ? # ?", 2, "select ?, '\\'?', `?`, ? # ?", "0 1" },
        // SQL Server's, beside variables of the statement's own.
        { "@", "select @p1, @p2, @p1", 2, "select ?, ?, ?", "0 1 0" },
        { "@", "declare @x int = @p1; select @x, @@rowcount, @p1, @p10", 1, "declare @x int = ?; select @x, @@rowcount, ?, @p10", "0 0" },
        { "@", "select [@p1], '@p1', @p1", 1, "select [@p1], '@p1', ?", "0" },
        // SQLite's.
        { "?1", "select ?1, ?2, ?1", 2, "select ?, ?, ?", "0 1 0" },
        { "?1", "select '?1', [?1], ?2", 2, "select '?1', [?1], ?", "1" },
        // Without values nothing is looked at.
        { "$", "select $1, 'it", 0, "select $1, 'it", "" },
        { "?", "do ?", 0, "do ?", "" },
        // What does not end is sent as it is: the server says so.
        { "$", "select $1, '$1", 1, "select ?, '$1", "0" },
        { "?", "select ? /* ?", 1, "select ? /* ?", "0" },
    };

    [Theory]
    [MemberData(nameof(Texts))]
    public void Markers_become_question_marks_with_a_value_each(string dialect, string sql, int parameters, string text, string order)
    {
        var marked = MarkerText.Of(sql, DialectOf(dialect), parameters);
        marked.Text.Should().Be(text);
        string.Join(' ', marked.Order).Should().Be(order);
    }

    [Fact]
    public void Values_are_arranged_for_the_markers()
    {
        Parameter[] parameters = [new(LogicalType.Int32, 1), new(LogicalType.Utf8, "b")];
        MarkerText.Of("select $2, $1, $2", TestDialect.Dollar, 2).Arrange(parameters).Select(parameter => parameter.Value).Should().Equal("b", 1, "b");
    }

    [Fact]
    public void A_profile_writes_the_marker_of_a_type_but_not_of_an_output()
    {
        var profile = new TestProfile { Marker = type => $"?::{type.Kind}" };
        Parameter[] parameters = [new(LogicalType.Int32, 1), new(LogicalType.Utf8, "b"), new(LogicalType.Int64, null) { Direction = ParameterDirection.Output }];
        MarkerText.Of("call f($2, $1, $3)", TestDialect.Dollar, profile, parameters).Text.Should().Be("call f(?::Utf8, ?::Int32, ?)");
        MarkerText.Of("call f($2, $1, $3)", TestDialect.Dollar, null, parameters).Text.Should().Be("call f(?, ?, ?)");
    }

    [Fact]
    public void All_but_the_markers_stays()
        => Gen.OneOf("select ", "$1", "$2", "'$1'", "\"$1\"", " -- $1\n", "/* $1 */", "$$ $1 $$", ", ", "::int", "E'\\'$2'", "a", "(", ")", "😀").Array[0, 20].Select(string.Concat).Sample(sql =>
        {
            var marked = MarkerText.Of(sql, TestDialect.Dollar, 2);
            int next = 0;
            var back = new System.Text.StringBuilder();
            var tokens = new SqlTokenizer(marked.Text, TestDialect.Question.Lexicon with { DollarQuotes = true, EscapeStrings = true, NestedComments = true, IdentifierQuotes = "\"" });
            while (tokens.Next(out SqlToken token))
            {
                back.Append(token.Kind == SqlTokenKind.PlainMarker ? $"${marked.Order[next++] + 1}" : token.In(marked.Text).ToString());
            }

            Assert.Equal(sql, back.ToString());
            Assert.Equal(marked.Order.Count, next);
        }, iter: 5_000);

    private static TestDialect DialectOf(string name) => name switch
    {
        "$" => TestDialect.Dollar,
        ":" => TestDialect.Oracle,
        "?" => TestDialect.Question,
        "mysql" => TestDialect.MySql,
        "@" => TestDialect.SqlServer,
        _ => TestDialect.NumberedQuestion,
    };
}
