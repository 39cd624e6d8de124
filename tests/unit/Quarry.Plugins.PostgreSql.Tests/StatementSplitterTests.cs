using Quarry.Plugins.PostgreSql.Sessions;

namespace Quarry.Plugins.PostgreSql.Tests;

public sealed class StatementSplitterTests
{
    [Theory]
    [InlineData("select 1", "select 1")]
    [InlineData("select 1;", "select 1")]
    [InlineData("select 1; select 2", "select 1", " select 2")]
    [InlineData("; ;select 1;;", "select 1")]
    [InlineData("select ';'; select 2", "select ';'", " select 2")]
    [InlineData("select 'it''s;'; select 2", "select 'it''s;'", " select 2")]
    [InlineData(@"select E'\';'; select 2", @"select E'\';'", " select 2")]
    [InlineData(@"select '\'; select 2", @"select '\'", " select 2")]
    [InlineData(@"select E'a''\';'; select 2", @"select E'a''\';'", " select 2")]
    [InlineData("select \"a;b\"; select 2", "select \"a;b\"", " select 2")]
    [InlineData("do $$ begin; end $$; select 2", "do $$ begin; end $$", " select 2")]
    [InlineData("select $a$ $b$; $a$; select $1", "select $a$ $b$; $a$", " select $1")]
    [InlineData("select a$b$c; select 2", "select a$b$c", " select 2")]
    [InlineData("select $1; select $2", "select $1", " select $2")]
    [InlineData("select 1 -- a; b\n; select 2", "select 1 -- a; b\n", " select 2")]
    [InlineData("select /* ; /* ; */ ; */ 1; select 2", "select /* ; /* ; */ ; */ 1", " select 2")]
    [InlineData("create function f() returns int begin atomic select 1; select case when true then 2 end; end; select 3",
        "create function f() returns int begin atomic select 1; select case when true then 2 end; end", " select 3")]
    [InlineData("select 1 as begin, 2 as atomic; select 3", "select 1 as begin, 2 as atomic", " select 3")]
    [InlineData("-- nothing", "")]
    [InlineData("", "")]
    [InlineData("select 'open; select 2", "select 'open; select 2")]
    [InlineData("select $a$ open; select 2", "select $a$ open; select 2")]
    public void Statements_end_where_the_server_ends_them(string sql, params string[] expected)
    {
        IReadOnlyList<(int Start, string Sql)> statements = StatementSplitter.Split(sql);
        statements.Select(statement => statement.Sql).Should().Equal(expected);
        statements.Should().OnlyContain(statement => sql.Substring(statement.Start).StartsWith(statement.Sql, StringComparison.Ordinal));
    }
}
