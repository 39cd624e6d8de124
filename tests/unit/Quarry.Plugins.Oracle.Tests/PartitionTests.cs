using Quarry.Contracts;

namespace Quarry.Plugins.Oracle.Tests;

/// <summary>https://docs.oracle.com/en/database/oracle/oracle-database/23/sqlrf/ORA_HASH.html and SELECT.html, flashback_query_clause.</summary>
public sealed class PartitionTests
{
    private static readonly OracleDialect s_dialect = new();
    private static readonly TableName s_table = new() { Schema = "S", Name = "T" };

    // https://docs.oracle.com/en/database/oracle/oracle-database/23/arpls/DBMS_FLASHBACK.html
    [Fact]
    public void A_snapshot_is_a_system_change_number_as_text()
        => s_dialect.SnapshotSql.Should().Be("SELECT TO_CHAR(SYS.DBMS_FLASHBACK.GET_SYSTEM_CHANGE_NUMBER) FROM DUAL");

    [Fact]
    public void A_table_is_split_by_where_its_rows_lie()
    {
        PartitionSet parts = s_dialect.Partition(new() { Table = s_table, Count = 3 }, "4711")!;
        parts.Snapshot.Should().BeEmpty();
        parts.Method.Should().Be("ORA_HASH(ROWID)");
        parts.Partitions.Select(part => part.Sql).Should().Equal(
            "SELECT * FROM \"S\".\"T\" AS OF SCN 4711 WHERE ORA_HASH(ROWID, 2) = 0",
            "SELECT * FROM \"S\".\"T\" AS OF SCN 4711 WHERE ORA_HASH(ROWID, 2) = 1",
            "SELECT * FROM \"S\".\"T\" AS OF SCN 4711 WHERE ORA_HASH(ROWID, 2) = 2");
        parts.Partitions.Select(part => part.Rows).Should().Equal("hash 0 of 3", "hash 1 of 3", "hash 2 of 3");
    }

    [Fact]
    public void A_table_with_a_key_is_split_by_it_and_NULL_is_a_part_of_its_own()
        => Split(new() { Table = s_table, Key = "id", Count = 2 }, "7").Should().Equal(
            "SELECT * FROM \"S\".\"T\" AS OF SCN 7 WHERE \"id\" IS NOT NULL AND ORA_HASH(\"id\", 1) = 0",
            "SELECT * FROM \"S\".\"T\" AS OF SCN 7 WHERE \"id\" IS NOT NULL AND ORA_HASH(\"id\", 1) = 1",
            "SELECT * FROM \"S\".\"T\" AS OF SCN 7 WHERE \"id\" IS NULL");

    [Fact]
    public void Without_a_snapshot_no_state_is_named()
        => Split(new() { Table = s_table, Count = 1 }, "").Should().Equal("SELECT * FROM \"S\".\"T\" WHERE ORA_HASH(ROWID, 0) = 0");

    [Theory]
    [InlineData("1 OR 1=1")]
    [InlineData("-1")]
    [InlineData("1.5")]
    public void A_snapshot_that_is_no_number_never_reaches_the_SQL(string snapshot)
        => FluentActions.Invoking(() => s_dialect.Partition(new() { Table = s_table, Count = 1 }, snapshot)).Should().Throw<ArgumentException>();

    [Fact]
    public void A_query_of_one_table_is_split_by_its_key_as_of_the_snapshot()
        => Split(new() { Sql = "SELECT x.id AS ID, EXTRACT(YEAR FROM x.d) AS Y FROM s.\"t\" x WHERE a > :1 -- new", Key = "ID", Count = 1 }, "9").Should().Equal(
            "SELECT * FROM (SELECT x.id AS ID, EXTRACT(YEAR FROM x.d) AS Y FROM s.\"t\" AS OF SCN 9 x WHERE a > :1 -- new\n) WHERE \"ID\" IS NOT NULL AND ORA_HASH(\"ID\", 0) = 0",
            "SELECT * FROM (SELECT x.id AS ID, EXTRACT(YEAR FROM x.d) AS Y FROM s.\"t\" AS OF SCN 9 x WHERE a > :1 -- new\n) WHERE \"ID\" IS NULL");

    [Theory]
    [InlineData("SELECT * FROM t", "SELECT * FROM t AS OF SCN 5\n WHERE ORA_HASH(ROWID, 0) = 0")]
    [InlineData("select * from s.t x /* all */", "select * from s.t AS OF SCN 5 x /* all */\n WHERE ORA_HASH(ROWID, 0) = 0")]
    [InlineData("SELECT a FROM t", null)]
    [InlineData("SELECT * FROM t WHERE a = 1", null)]
    [InlineData("SELECT *, a FROM t", null)]
    public void A_query_without_a_key_is_split_if_it_is_a_table(string sql, string? part)
        => (s_dialect.Partition(new() { Sql = sql, Count = 1 }, "5")?.Partitions.Single().Sql).Should().Be(part);

    [Theory]
    [InlineData("SELECT ID FROM t, u")]
    [InlineData("SELECT ID FROM t x, u")]
    [InlineData("SELECT ID FROM t JOIN u ON t.a = u.a")]
    [InlineData("SELECT ID FROM t x LEFT JOIN u ON x.a = u.a")]
    [InlineData("SELECT ID FROM t NATURAL JOIN u")]
    [InlineData("SELECT ID FROM t CROSS APPLY f(a)")]
    [InlineData("SELECT ID FROM t WHERE a IN (SELECT a FROM u)")]
    [InlineData("SELECT (SELECT MAX(a) FROM u) ID FROM t")]
    [InlineData("SELECT ID FROM (SELECT ID FROM t)")]
    [InlineData("SELECT ID FROM t UNION ALL SELECT ID FROM u")]
    [InlineData("WITH w AS (SELECT ID FROM t) SELECT ID FROM w")]
    [InlineData("SELECT ID FROM t AS OF SCN 3")]
    [InlineData("SELECT ID FROM t VERSIONS BETWEEN SCN 1 AND 2")]
    [InlineData("SELECT ID FROM t@link")]
    [InlineData("SELECT ID FROM TABLE(f())")]
    [InlineData("SELECT ID FROM ONLY (v)")]
    [InlineData("SELECT ID FROM t PARTITION (p)")]
    [InlineData("SELECT ID FROM t SAMPLE (10)")]
    [InlineData("SELECT ID FROM t PIVOT (MAX(a) FOR b IN (1))")]
    [InlineData("SELECT ID FROM t FOR UPDATE")]
    [InlineData("SELECT 1 ID")]
    public void A_query_of_more_than_one_table_is_not_split_of_a_state(string sql)
    {
        s_dialect.Partition(new() { Sql = sql, Key = "ID", Count = 2 }, "5").Should().BeNull();
        Split(new() { Sql = sql, Key = "ID", Count = 1 }, "").Should().HaveCount(2).And.OnlyContain(part => part.Contains(sql));
    }

    [Theory]
    [InlineData("SELECT ID FROM t ORDER BY ID FETCH FIRST 5 ROWS ONLY")]
    [InlineData("SELECT a ID, CAST(b AS NUMBER) FROM t GROUP BY a, b HAVING COUNT(*) > 1")]
    [InlineData("SELECT ID FROM t WHERE b = 'x, SELECT'")]
    [InlineData("SELECT ID, ROW_NUMBER() OVER (PARTITION BY a ORDER BY b) n FROM t")]
    public void What_one_table_may_say_beside_is_left_as_it_is(string sql)
        => Split(new() { Sql = sql, Key = "ID", Count = 1 }, "5")[0].Should().Contain(sql.Replace("FROM t", "FROM t AS OF SCN 5", StringComparison.Ordinal));

    [Fact]
    public void Parts_are_one_or_more() => FluentActions.Invoking(() => s_dialect.Partition(new() { Table = s_table, Count = 0 }, "")).Should().Throw<ArgumentOutOfRangeException>();

    private static List<string> Split(PartitionRequest request, string snapshot) => [.. s_dialect.Partition(request, snapshot)!.Partitions.Select(part => part.Sql)];
}
