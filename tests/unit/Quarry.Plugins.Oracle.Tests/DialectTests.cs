using System.Data;
using Quarry.Contracts;

namespace Quarry.Plugins.Oracle.Tests;

public sealed class DialectTests
{
    private static readonly OracleDialect s_dialect = new();
    private static readonly TableName s_table = new() { Schema = "S", Name = "t" };

    [Fact]
    public void Markers_are_numbered() => new[] { s_dialect.ParameterMarker(1), s_dialect.ParameterMarker(12) }.Should().Equal(":1", ":12");

    // https://docs.oracle.com/en/database/oracle/oracle-database/23/sqlrf/Database-Object-Names-and-Qualifiers.html
    [Theory]
    [InlineData("name", "\"name\"")]
    [InlineData("NAME", "\"NAME\"")]
    [InlineData("a b;--", "\"a b;--\"")]
    [InlineData("it's", "\"it's\"")]
    [InlineData("größe", "\"größe\"")]
    public void Names_are_always_quoted(string name, string quoted) => s_dialect.QuoteIdentifier(name).Should().Be(quoted);

    [Theory]
    [InlineData("a\"b")]
    [InlineData("a\0b")]
    [InlineData("")]
    public void A_name_that_cannot_be_quoted_is_refused(string name)
    {
        FluentActions.Invoking(() => s_dialect.QuoteIdentifier(name)).Should().Throw<ArgumentException>();
        s_dialect.WhyNotName(name).Should().NotBeNull();
    }

    [Theory]
    [InlineData(128, 'a', true)]
    [InlineData(129, 'a', false)]
    [InlineData(64, 'ö', true)]
    [InlineData(65, 'ö', false)]
    public void A_name_has_128_bytes(int length, char c, bool fits)
    {
        string? reason = s_dialect.WhyNotName(new(c, length));
        (reason is null).Should().Be(fits);
        (reason ?? "128").Should().Contain("128");
    }

    [Fact]
    public void Names_compare_by_each_character() => s_dialect.NameComparer.Equals("id", "ID").Should().BeFalse();

    // https://docs.oracle.com/en/database/oracle/oracle-database/23/sqlrf/ROWNUM-Pseudocolumn.html
    [Fact]
    public void A_limit_stands_around_the_query_and_its_order()
        => s_dialect.Limit("SELECT a FROM t ORDER BY a -- last", 5).Should().Be("SELECT * FROM (SELECT a FROM t ORDER BY a -- last\n) WHERE ROWNUM <= 5");

    // https://docs.oracle.com/en/database/oracle/oracle-database/23/sqlrf/SET-TRANSACTION.html
    [Theory]
    [InlineData(IsolationLevel.Unspecified, false, "")]
    [InlineData(IsolationLevel.ReadCommitted, false, "SET TRANSACTION ISOLATION LEVEL READ COMMITTED")]
    [InlineData(IsolationLevel.Serializable, false, "SET TRANSACTION ISOLATION LEVEL SERIALIZABLE")]
    [InlineData(IsolationLevel.Unspecified, true, "SET TRANSACTION READ ONLY")]
    [InlineData(IsolationLevel.Serializable, true, "SET TRANSACTION READ ONLY")]
    [InlineData(IsolationLevel.ReadCommitted, true, null)]
    [InlineData(IsolationLevel.ReadUncommitted, false, null)]
    [InlineData(IsolationLevel.RepeatableRead, false, null)]
    [InlineData(IsolationLevel.Snapshot, false, null)]
    [InlineData(IsolationLevel.Snapshot, true, "SET TRANSACTION READ ONLY")]
    [InlineData(IsolationLevel.Chaos, false, null)]
    public void A_transaction_begins_as_asked_or_not_at_all(IsolationLevel isolation, bool readOnly, string? sql)
    {
        TransactionOptions options = new() { Isolation = isolation, ReadOnly = readOnly };
        IReadOnlyList<string>? statements = s_dialect.BeginTransaction(options);
        (statements is null ? null : string.Join(';', statements)).Should().Be(sql);
        new OracleOdbcProfile().BeginTransaction(options).Should().BeEquivalentTo(statements);
        new OracleOdbcProfile().EndTransaction(options).Should().BeEmpty();
    }

    [Fact]
    public void What_Oracle_cannot_is_refused()
    {
        s_dialect.BeginTransaction(new() { LockTimeout = TimeSpan.FromSeconds(1) }).Should().BeNull();
        s_dialect.BeginTransaction(new() { Snapshot = "1" }).Should().BeNull();
        s_dialect.BeginTransaction(new() { Isolation = IsolationLevel.Serializable, ReadOnly = true, Deferrable = true }).Should().BeNull();
        s_dialect.Returning("DELETE FROM t", ["a"]).Should().BeNull();
        s_dialect.TemporarySchema.Should().BeNull();
    }

    // https://docs.oracle.com/en/database/oracle/oracle-database/23/sqlrf/SAVEPOINT.html
    [Fact]
    public void Savepoints_are_set_and_returned_to_and_end_with_the_transaction()
        => new[] { s_dialect.Savepoint("s"), s_dialect.RollbackTo("s"), s_dialect.ReleaseSavepoint("s") }.Should().Equal("SAVEPOINT \"s\"", "ROLLBACK TO SAVEPOINT \"s\"", null);

    // https://docs.oracle.com/en/database/oracle/oracle-database/23/sqlrf/MERGE.html
    [Fact]
    public void An_upsert_is_a_merge_of_one_row()
        => s_dialect.Upsert(s_table, ["id", "a", "b"], ["id"]).Should().Be(
            "MERGE INTO \"S\".\"t\" t USING (SELECT :1 AS \"id\", :2 AS \"a\", :3 AS \"b\" FROM DUAL) s ON (t.\"id\" = s.\"id\")"
            + " WHEN MATCHED THEN UPDATE SET t.\"a\" = s.\"a\", t.\"b\" = s.\"b\""
            + " WHEN NOT MATCHED THEN INSERT (\"id\", \"a\", \"b\") VALUES (s.\"id\", s.\"a\", s.\"b\")");

    [Fact]
    public void An_upsert_of_keys_alone_leaves_a_row_that_is_there()
        => s_dialect.Upsert(s_table, ["a", "b"], ["a", "b"]).Should().Be(
            "MERGE INTO \"S\".\"t\" t USING (SELECT :1 AS \"a\", :2 AS \"b\" FROM DUAL) s ON (t.\"a\" = s.\"a\" AND t.\"b\" = s.\"b\")"
            + " WHEN NOT MATCHED THEN INSERT (\"a\", \"b\") VALUES (s.\"a\", s.\"b\")");

    // https://docs.oracle.com/en/database/oracle/oracle-database/23/lnpls/EXECUTE-IMMEDIATE-statement.html
    [Fact]
    public void A_drop_lets_only_the_missing_table_pass()
        => s_dialect.DropTable(new() { Schema = "S", Name = "it's" }).Should().Be(
            "BEGIN EXECUTE IMMEDIATE 'DROP TABLE \"S\".\"it''s\"'; EXCEPTION WHEN OTHERS THEN IF SQLCODE <> -942 THEN RAISE; END IF; END;");

    [Theory]
    [InlineData("SELECT q'[a:1 ' :2]' FROM t WHERE a = :1", 1)]
    [InlineData("SELECT q'{?}', n FROM t@link WHERE a = :a AND b = :b", 2)]
    public void Its_strings_and_links_hold_no_markers(string sql, int markers)
    {
        int found = 0;
        var tokens = new SqlTokenizer(sql, s_dialect.Lexicon);
        while (tokens.Next(out SqlToken token))
        {
            found += token.IsMarker ? 1 : 0;
        }

        found.Should().Be(markers);
    }

    [Fact]
    public void Blocks_hold_semicolons() => s_dialect.Lexicon.BlocksHoldSemicolons.Should().BeTrue();
}
