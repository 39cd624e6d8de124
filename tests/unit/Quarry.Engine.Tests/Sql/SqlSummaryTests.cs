using Quarry.Engine.Sql;

namespace Quarry.Engine.Tests.Sql;

public class SqlSummaryTests
{
    [Theory]
    [InlineData("select * from songs", "SELECT songs")]
    [InlineData("SELECT * FROM songs, artists a, \"song list\" where x = 'secret'", "SELECT songs artists \"song list\"")]
    [InlineData("insert into shipping_details (order_id, address) select order_id, address from orders", "INSERT shipping_details SELECT orders")]
    [InlineData("select d from (select * from orders o join s.customers c on o.id = c.id)", "SELECT SELECT orders s.customers")]
    [InlineData("select a from t1 left join t2 using (id), t3 where b in (1, 2)", "SELECT t1 t2 t3")]
    [InlineData("select extract(year from d), trim(x from y) from t where a is distinct from b", "SELECT t")]
    [InlineData("select * from (a join b on 1=1), c", "SELECT a b c")]
    [InlineData("with x as (select 1 from a) delete from b using c where 1=1", "SELECT a DELETE b c")]
    [InlineData("with x as (update a set b = 1 returning *) select * from x", "UPDATE a SELECT x")]
    [InlineData("update db.[my table] set a = b, c = 1 from d", "UPDATE db.[my table] d")]
    [InlineData("insert or replace into t values (1, 2) on conflict do update set a = 1", "INSERT t")]
    [InlineData("merge into t using s on 1=1 when matched then update set a = 1 when not matched then insert (a) values (1)", "MERGE t s")]
    [InlineData("create unique index if not exists i on t (a)", "CREATE INDEX i")]
    [InlineData("create table if not exists t as select * from o", "CREATE TABLE t SELECT o")]
    [InlineData("create trigger t after insert on x begin delete from y; end", "CREATE TRIGGER t")]
    [InlineData("truncate t", "TRUNCATE t")]
    [InlineData("drop table a.b.c", "DROP TABLE a.b.c")]
    [InlineData("exec dbo.p 1, 'x'", "EXEC dbo.p")]
    [InlineData("exec ('drop table x')", "EXEC")]
    [InlineData("create user bob identified by hunter2", "CREATE USER bob")]
    [InlineData("pragma key = hunter2", "PRAGMA")]
    [InlineData("commit; select 1 from t", "COMMIT; SELECT t")]
    [InlineData("hunter2", "")]
    [InlineData("", "")]
    public void Names_operations_and_targets(string sql, string expected)
        => SqlSummary.Of(SqlScanner.Parse(sql, Lexicons.Sqlite)).Should().Be(expected);

    [Fact]
    public void Is_cut_between_words_at_255_characters()
    {
        string summary = SqlSummary.Of(SqlScanner.Parse($"select * from {string.Join(',', Enumerable.Range(100, 100).Select(n => $"a.t{n}"))}, b", Lexicons.Sqlite));

        summary.Length.Should().BeInRange(245, SqlSummary.MaxLength);
        summary.Should().MatchRegex(@"^SELECT( a\.t\d{3})+$");
    }

    [Theory]
    [InlineData("sqlite", "select  'a', 1.5, x'ff' -- note\n from t where b = @p", "select ?, ?, ? from t where b = @p")]
    [InlineData("postgresql", "select $$a$$, E'\\'', $1, a$1", "select ?, ?, $1, a$1")]
    [InlineData("oracle", "alter user bob identified by hunter2; select q'[x]'", "alter user bob identified by ?; select ?")]
    [InlineData("sqlite", "pragma key = hunter2; pragma rekey(\"hunter2\"); select a = b", "pragma key = ?; pragma rekey(?); select a = b")]
    [InlineData("mysql", "set password = \"hunter2\"", "set password = ?")]
    [InlineData("sqlserver", "create login a with password = N'x', default_database = b", "create login a with password = ?, default_database = b")]
    public void Sanitising_replaces_literals_and_secrets(string lexicon, string sql, string expected)
        => SqlSanitizer.Sanitize(SqlScanner.Parse(sql, Lexicons.Of(lexicon))).Should().Be(expected);
}
