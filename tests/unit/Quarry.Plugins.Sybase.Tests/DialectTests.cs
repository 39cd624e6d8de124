using System.Data;
using Quarry.Contracts;

namespace Quarry.Plugins.Sybase.Tests;

public sealed class DialectTests
{
    private static readonly SybaseDialect s_dialect = new();

    // https://infocenter.sybase.com/help/topic/com.sybase.infocenter.dc32300.1600/doc/html/san1390612108074.html
    [Theory]
    [InlineData("orders", "\"orders\"")]
    [InlineData("select", "\"select\"")]
    [InlineData("embedded\"quote", "\"embedded\"\"quote\"")]
    [InlineData("a]b", "\"a]b\"")]
    [InlineData("#scratch", "#scratch")]
    public void Names_stand_in_double_quotes_but_for_temporary_tables(string name, string expected) => s_dialect.QuoteIdentifier(name).Should().Be(expected);

    [Theory]
    [InlineData("#a b")]
    [InlineData("#")]
    [InlineData("#a\"; drop table x --")]
    public void A_name_behind_a_number_sign_that_would_need_quotes_is_refused(string name)
        => FluentActions.Invoking(() => s_dialect.QuoteIdentifier(name)).Should().Throw<ArgumentException>().WithMessage("*temporary table*");

    [Theory]
    [InlineData("", "", "t", "\"t\"")]
    [InlineData("", "dbo", "t", "\"dbo\".\"t\"")]
    [InlineData("sales", "dbo", "t", "\"sales\".\"dbo\".\"t\"")]
    [InlineData("sales", "", "t", "\"sales\"..\"t\"")]
    public void A_table_without_an_owner_in_another_database_has_two_points(string catalog, string schema, string name, string expected)
        => s_dialect.QuoteTable(new() { Catalog = catalog, Schema = schema, Name = name }).Should().Be(expected);

    // https://infocenter.sybase.com/help/topic/com.sybase.help.doc.ase_docs_12.5.3.newfeatures1253_rev/html/newfeatures1253_rev/newfeatures1253_rev11.htm
    [Theory]
    [InlineData("select a from t order by a", 5, "select TOP 5 a from t order by a")]
    [InlineData("SELECT DISTINCT a FROM t", 3, "SELECT DISTINCT TOP 3 a FROM t")]
    [InlineData("select a from t", 0, "select TOP 0 a from t")]
    [InlineData("select a from t", 4294967295, "select TOP 4294967295 a from t")]
    [InlineData("select a from t", 4294967296, null)]
    [InlineData("select top 5 a from t", 5, null)]
    [InlineData("select a from t union all select a from u order by a", 5, null)]
    [InlineData("select a from t select b from u", 5, null)]
    public void A_limit_is_TOP_without_parentheses(string sql, long rows, string? expected) => s_dialect.Limit(sql, rows).Should().Be(expected);

    [Fact]
    public void TOP_of_a_union_is_that_of_the_whole()
        => s_dialect.Limit("select a from t union select a from u", 5).Should().Be("SELECT TOP 5 * FROM (select a from t union select a from u\n) AS q");

    // https://infocenter.sybase.com/help/topic/com.sybase.infocenter.dc32300.1600/doc/html/san1390612541323.html
    [Theory]
    [InlineData(IsolationLevel.Unspecified, "BEGIN TRANSACTION")]
    [InlineData(IsolationLevel.ReadUncommitted, "SET TRANSACTION ISOLATION LEVEL 0;BEGIN TRANSACTION")]
    [InlineData(IsolationLevel.ReadCommitted, "SET TRANSACTION ISOLATION LEVEL 1;BEGIN TRANSACTION")]
    [InlineData(IsolationLevel.RepeatableRead, "SET TRANSACTION ISOLATION LEVEL 2;BEGIN TRANSACTION")]
    [InlineData(IsolationLevel.Serializable, "SET TRANSACTION ISOLATION LEVEL 3;BEGIN TRANSACTION")]
    [InlineData(IsolationLevel.Snapshot, null)]
    [InlineData(IsolationLevel.Chaos, null)]
    public void The_isolation_is_set_before_the_transaction(IsolationLevel isolation, string? expected)
        => (s_dialect.BeginTransaction(new() { Isolation = isolation }) is { } statements ? string.Join(';', statements) : null).Should().Be(expected);

    [Fact]
    public void What_ASE_has_not_is_no_transaction()
    {
        s_dialect.BeginTransaction(new() { ReadOnly = true }).Should().BeNull();
        s_dialect.BeginTransaction(new() { Deferrable = true }).Should().BeNull();
        s_dialect.BeginTransaction(new() { Snapshot = "x" }).Should().BeNull();
    }

    // https://infocenter.sybase.com/help/topic/com.sybase.infocenter.dc32300.1600/doc/html/san1390612554135.html
    [Fact]
    public void Locks_are_waited_for_in_whole_seconds_rounded_up()
    {
        s_dialect.BeginTransaction(new() { LockTimeout = TimeSpan.FromMilliseconds(1) }).Should().Equal("SET LOCK WAIT 1", "BEGIN TRANSACTION");
        s_dialect.BeginTransaction(new() { LockTimeout = TimeSpan.FromMilliseconds(2001) }).Should().Equal("SET LOCK WAIT 3", "BEGIN TRANSACTION");
    }

    // https://infocenter.sybase.com/help/topic/com.sybase.infocenter.dc32300.1600/doc/html/san1390612536963.html
    [Fact]
    public void Savepoints_have_regular_names_and_no_release()
    {
        s_dialect.Savepoint("quarry_bulk_write").Should().Be("SAVE TRANSACTION quarry_bulk_write");
        s_dialect.RollbackTo("quarry_bulk_write").Should().Be("ROLLBACK TRANSACTION quarry_bulk_write");
        s_dialect.ReleaseSavepoint("quarry_bulk_write").Should().BeNull();
        foreach (string name in (string[])["two words", "1st", "a'b", "a\"b", "né", "#a", new('a', 256)])
        {
            FluentActions.Invoking(() => s_dialect.Savepoint(name)).Should().Throw<ArgumentException>();
            FluentActions.Invoking(() => s_dialect.RollbackTo(name)).Should().Throw<ArgumentException>();
        }
    }

    // https://infocenter.sybase.com/help/topic/com.sybase.infocenter.dc36272.1570/html/commands/commands84.htm
    [Fact]
    public void An_upsert_is_MERGE_with_its_values_where_a_column_tells_their_types()
    {
        var table = new TableName { Schema = "dbo", Name = "stock" };
        s_dialect.Upsert(table, ["id", "place", "amount"], ["id", "place"]).Should().Be(
            "MERGE INTO \"dbo\".\"stock\" AS t USING (SELECT 1 AS one) AS s ON t.\"id\" = ?1 AND t.\"place\" = ?2 WHEN MATCHED THEN UPDATE SET \"amount\" = ?3 "
            + "WHEN NOT MATCHED THEN INSERT (\"id\", \"place\", \"amount\") VALUES (?1, ?2, ?3)");
        s_dialect.Upsert(table, ["id"], ["id"]).Should().Be(
            "MERGE INTO \"dbo\".\"stock\" AS t USING (SELECT 1 AS one) AS s ON t.\"id\" = ?1 WHEN NOT MATCHED THEN INSERT (\"id\") VALUES (?1)");
    }

    [Fact]
    public void What_the_database_has_not_is_null()
    {
        s_dialect.Returning("DELETE FROM t", []).Should().BeNull();
        s_dialect.SnapshotSql.Should().BeNull();
        s_dialect.TemporarySchema.Should().BeNull();
        s_dialect.Partition(new() { Sql = "select * from t", Key = "id", Count = 2 }, "").Should().BeNull();
    }

    // https://infocenter.sybase.com/help/topic/com.sybase.infocenter.dc36271.1572/html/blocks/blocks306.htm
    [Theory]
    [InlineData("", "", "o'hara", "IF EXISTS (SELECT 1 FROM dbo.sysobjects o, dbo.sysusers u WHERE o.uid = u.uid AND o.type = 'U' AND o.name = 'o''hara' AND u.name IN (USER_NAME(), 'dbo')) DROP TABLE \"o'hara\"")]
    [InlineData("", "bob", "t", "IF EXISTS (SELECT 1 FROM dbo.sysobjects o, dbo.sysusers u WHERE o.uid = u.uid AND o.type = 'U' AND o.name = 't' AND u.name = 'bob') DROP TABLE \"bob\".\"t\"")]
    [InlineData("sales", "bob", "t", "IF EXISTS (SELECT 1 FROM \"sales\".dbo.sysobjects o, \"sales\".dbo.sysusers u WHERE o.uid = u.uid AND o.type = 'U' AND o.name = 't' AND u.name = 'bob') DROP TABLE \"sales\".\"bob\".\"t\"")]
    [InlineData("", "", "#t", "IF ISNULL(OBJECT_ID('tempdb..#t'), OBJECT_ID('#t')) IS NOT NULL DROP TABLE #t")]
    public void A_table_is_dropped_if_it_is_there(string catalog, string schema, string name, string expected)
        => s_dialect.DropTable(new() { Catalog = catalog, Schema = schema, Name = name }).Should().Be(expected);

    // https://infocenter.sybase.com/help/topic/com.sybase.infocenter.dc32300.1570/html/sqlug/X61724.htm
    public static TheoryData<string, string?> Odd => new()
    {
        { "orders", null },
        { "Größe in \"cm\"", null },
        { new('a', 253), null },
        { new('a', 254), "*254 bytes*253*" },
        { new('ä', 127), "*254 bytes*" },
        { "a.b", "*point*" },
        { "blank ", "*blank*" },
        { "#t", null },
        { "#t t", "*#*" },
        { "#" + new string('a', 237), null },
        { "#" + new string('a', 238), "*239 bytes*238*" },
    };

    [Theory]
    [MemberData(nameof(Odd))]
    public void A_name_that_would_not_be_exactly_this_is_told(string name, string? reason)
    {
        string? why = s_dialect.WhyNotName(name);
        if (reason is null)
        {
            why.Should().BeNull();
        }
        else
        {
            why.Should().Match(reason);
        }
    }

    [Fact]
    public void Brackets_quote_in_what_the_caller_writes_and_blocks_hold_semicolons()
    {
        s_dialect.Lexicon.IdentifierQuotes.Should().Be("\"[");
        s_dialect.Lexicon.BlocksHoldSemicolons.Should().BeTrue();
        s_dialect.NameComparer.Should().BeSameAs(StringComparer.Ordinal, "the default sort order is binary");
    }
}
