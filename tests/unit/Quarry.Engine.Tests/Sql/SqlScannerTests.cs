using Quarry.Contracts;
using Quarry.Engine.Sql;

namespace Quarry.Engine.Tests.Sql;

public class SqlScannerTests
{
    [Theory]
    [InlineData("standard", "a=@n and b=:m", "@n|:m")]
    [InlineData("standard", "(?,?)", "?|?")]
    [InlineData("standard", "'@a' \"@b\" --@c\n/*@d*/ @e", "@e")]
    [InlineData("standard", "a::b, c := d, @@v", "")]
    [InlineData("standard", "a:b 1:2 ]:c 'x'@d \"u\"@host f(x):g a@b", "")]
    [InlineData("standard", "x > :größe_1$", ":größe_1$")]
    [InlineData("standard", ":", "")]
    [InlineData("standard", "@ a : b", "")]
    [InlineData("postgresql", "a ? b and c ?| d ?? e and f = $1", "$1")]
    [InlineData("postgresql", "$1::int + a$1 + '$2'", "$1")]
    [InlineData("postgresql", "arr[1:2] arr[a:b] arr[:2]", "")]
    [InlineData("postgresql", "x->'a:b' = :n::jsonb", ":n")]
    [InlineData("postgresql", "a <@ b and c @> d and e @@ f and :n#>'{x}'", ":n")]
    [InlineData("postgresql", "$a$ :n $a$ || :m", ":m")]
    [InlineData("oracle", "x@link = :1 and y = :2", ":1|:2")]
    [InlineData("oracle", "x = @n", "")]
    [InlineData("sqlite", "?1 ?2", "?1|?2")]
    [InlineData("sqlite", "$n", "$n")]
    [InlineData("sqlserver", "select @@rowcount, @n, [a@b]", "@n")]
    [InlineData("sqlite", "create trigger t after update on x begin update x set a = :new; select ?; end", "")]
    [InlineData("oracle", "create or replace trigger t before insert on x for each row begin :new.id := 1; end;", "")]
    [InlineData("oracle", "begin p(:a); q(:b); end;", ":a|:b")]
    [InlineData("sqlserver", "declare @x int = 5; select @x, @n", "@n")]
    [InlineData("sqlserver", "DECLARE @x int = @n, @y AS varchar(10) select @x, @Y, @z", "@n|@z")]
    [InlineData("sqlserver", "declare @t table (a int, b int) insert @t select @a, @b", "@a|@b")]
    [InlineData("sqlserver", "declare @x int = (select max(a) from t where b = @n), @y int; set @y = @x + @m", "@n|@m")]
    [InlineData("sqlserver", "exec p @from = @n, @to = @m output, 'x'", "@n|@m")]
    [InlineData("sqlserver", "declare @rc int exec @rc = p @a = @n select @rc where x = @m", "@n|@m")]
    [InlineData("sqlserver", "update t set a = @n where b = @m", "@n|@m")]
    [InlineData("standard", "declare @x int; select @x", "@x|@x")]
    [InlineData("sqlserver", "create procedure p @a int as select @a; select @b", "")]
    public void Finds_the_markers(string lexicon, string sql, string expected)
        => string.Join('|', SqlScanner.Parse(sql, Lexicons.Of(lexicon)).Markers.Select(marker => sql.Substring(marker.Start, marker.Length))).Should().Be(expected);

    [Fact]
    public void Numbers_distinct_parameters_in_order_of_first_use()
    {
        ParsedSql named = SqlScanner.Parse("@b @a :b @B", SqlLexicon.Standard);
        ParsedSql plain = SqlScanner.Parse("? ?", SqlLexicon.Standard);
        ParsedSql numbered = SqlScanner.Parse("$2 $1 $2", Lexicons.PostgreSql);

        named.Names.Should().Equal("b", "a", "B");
        named.Markers.Select(marker => marker.Parameter).Should().Equal(0, 1, 0, 2);
        named.Markers[0].Should().Be(new SqlMarker(0, 2, "b", 0, 0));
        named.ParameterCount.Should().Be(3);
        plain.Markers.Select(marker => (marker.Position, marker.Parameter)).Should().Equal((1, 0), (2, 1));
        plain.ParameterCount.Should().Be(2);
        numbered.Markers.Select(marker => (marker.Position, marker.Parameter)).Should().Equal((2, 1), (1, 0), (2, 1));
        numbered.ParameterCount.Should().Be(2);
    }

    [Theory]
    [InlineData("standard", "x = @a and y = ?", 16, ErrorCodes.SqlMixedMarkers, "@a at character 5")]
    [InlineData("sqlite", "? ?1", 3, ErrorCodes.SqlMixedMarkers, "?1 at character 3")]
    [InlineData("postgresql", ":a $1", 4, ErrorCodes.SqlMixedMarkers, "$1 at character 4")]
    [InlineData("postgresql", "$0", 1, ErrorCodes.SqlMarkerNumber, "out of range")]
    [InlineData("postgresql", " $99999999999", 2, ErrorCodes.SqlMarkerNumber, "out of range")]
    [InlineData("postgresql", "$1 $3", 4, ErrorCodes.SqlMarkerNumber, "parameter 2 is not")]
    [InlineData("postgresql", "$2147483647", 1, ErrorCodes.SqlMarkerNumber, "parameter 1 is not")]
    public void Markers_that_contradict_each_other_are_errors(string lexicon, string sql, int position, int code, string message)
    {
        QuarryException error = FluentActions.Invoking(() => SqlScanner.Parse(sql, Lexicons.Of(lexicon))).Should().Throw<QuarryException>().Which;

        error.Should().BeEquivalentTo(new { Kind = ErrorKind.User, Code = code, Position = position });
        error.Message.Should().Contain(message);
    }

    [Theory]
    [InlineData("standard", "", "")]
    [InlineData("standard", " ; -- x\n ;", "")]
    [InlineData("standard", " select 1 ", "select 1")]
    [InlineData("standard", "select 1; -- done", "select 1")]
    [InlineData("standard", "/* a */ select 1 /* b */ ; select ';' ;", "/* a */ select 1 /* b */|select ';'")]
    [InlineData("standard", "select (1;2) ; x", "select (1;2)|x")]
    [InlineData("sqlite", "begin; select 1; end; x", "begin|select 1|end|x")]
    [InlineData("sqlite", "begin immediate; x", "begin immediate|x")]
    [InlineData("sqlite", "create temp trigger t after insert on a when new.b is null begin select case when 1 then 2 end; select 1; end; select 2",
        "create temp trigger t after insert on a when new.b is null begin select case when 1 then 2 end; select 1; end;|select 2")]
    [InlineData("sqlite", "create table begin_log(a); select 1", "create table begin_log(a)|select 1")]
    [InlineData("sqlite", "create view v as select 1; select 2", "create view v as select 1|select 2")]
    [InlineData("mysql", "create definer=`r`@`h` procedure p() begin if a then select 1; end if; while b do select 2; end while; end; select 3",
        "create definer=`r`@`h` procedure p() begin if a then select 1; end if; while b do select 2; end while; end;|select 3")]
    [InlineData("sqlserver", "create procedure p as begin tran; select 1; commit; go", "create procedure p as begin tran; select 1; commit; go")]
    [InlineData("sqlserver", "if 1=1 begin select 1; select 2; end; select 3", "if 1=1 begin select 1; select 2; end;|select 3")]
    [InlineData("sqlserver", "begin try select 1; end try begin catch select 2; end catch; select 3", "begin try select 1; end try begin catch select 2; end catch;|select 3")]
    [InlineData("sqlserver", "declare @x int; select @x", "declare @x int|select @x")]
    [InlineData("oracle", "declare x int; begin null; end;", "declare x int; begin null; end;")]
    [InlineData("oracle", "create function f return int is x int; begin return 1; end;", "create function f return int is x int; begin return 1; end;")]
    [InlineData("oracle", "begin if a then b; end if; end; x", "begin if a then b; end if; end;|x")]
    [InlineData("postgresql", "create function f() returns int as 'select 1; select 2' language sql; select 3", "create function f() returns int as 'select 1; select 2' language sql;|select 3")]
    public void Finds_where_statements_end(string lexicon, string sql, string expected)
        => string.Join('|', SqlScanner.Parse(sql, Lexicons.Of(lexicon)).Statements.Select(range => sql[range])).Should().Be(expected);

    [Theory]
    [InlineData("-- x\n /* y */ SeLeCt 1", StatementKind.Select)]
    [InlineData("((select 1)) union select 2", StatementKind.Select)]
    [InlineData("values (1)", StatementKind.Select)]
    [InlineData("table t", StatementKind.Select)]
    [InlineData("with a as (select 1), b(x) as (select 2) select * from a", StatementKind.Select)]
    [InlineData("with recursive a as (select 1) insert into t select * from a", StatementKind.Insert)]
    [InlineData("with a as (select 1) update t set x = (select 1)", StatementKind.Update)]
    [InlineData("(with a as (select 1) select 1)", StatementKind.Select)]
    [InlineData("with a as (delete from t returning *) select * from a", StatementKind.Delete)]
    [InlineData("insert into t select 1", StatementKind.Insert)]
    [InlineData("replace into t values (1)", StatementKind.Insert)]
    [InlineData("update t set a = 1", StatementKind.Update)]
    [InlineData("delete from t", StatementKind.Delete)]
    [InlineData("merge into t using s on 1=1 when matched then delete", StatementKind.Merge)]
    [InlineData("create table select_(a)", StatementKind.Definition)]
    [InlineData("truncate table t", StatementKind.Definition)]
    [InlineData("rollback to savepoint s", StatementKind.Transaction)]
    [InlineData("begin", StatementKind.Transaction)]
    [InlineData("begin tran", StatementKind.Transaction)]
    [InlineData("begin select 1; end", StatementKind.Call)]
    [InlineData("{? = call p(?)}", StatementKind.Call)]
    [InlineData("exec p", StatementKind.Call)]
    [InlineData("explain select 1", StatementKind.Utility)]
    [InlineData("pragma user_version", StatementKind.Utility)]
    [InlineData("; ; delete from t; select 1", StatementKind.Delete)]
    [InlineData("frobnicate select", StatementKind.Other)]
    [InlineData("'select'", StatementKind.Other)]
    [InlineData("", StatementKind.Other)]
    public void Tells_the_kind_of_the_first_statement(string sql, StatementKind kind)
        => SqlScanner.Parse(sql, Lexicons.SqlServer).Kind.Should().Be(kind);
}
