using System.Data;
using Quarry.Contracts;
using Quarry.Plugins.Sqlite.Tests.Support;

namespace Quarry.Plugins.Sqlite.Tests;

public sealed class DialectTests
{
    private readonly SqliteDialect _dialect = new();

    [Theory]
    [InlineData("SELECT a, a FROM t ORDER BY a DESC", 2)]
    [InlineData("SELECT a, a FROM t ORDER BY a DESC -- all of it", 2)]
    [InlineData("SELECT a, a FROM t UNION ALL SELECT 0, 0 ORDER BY 1 DESC", 2)]
    [InlineData("WITH x AS (SELECT a, a FROM t) SELECT * FROM x ORDER BY a DESC", 2)]
    [InlineData("SELECT a, a FROM t ORDER BY a DESC LIMIT 1", 1)]
    [InlineData("SELECT a, a FROM t ORDER BY a DESC LIMIT 10 OFFSET 0", 2)]
    public async Task Limit_returns_the_first_rows(string sql, int rows)
    {
        await using TestSession db = await OpenAsync();
        Table table = await db.QueryAsync(_dialect.Limit(sql, 2)!);
        table.Column(0).Should().Equal(new object[] { 3L, 2L }.Take(rows));
        table.Schema.Columns.Should().HaveCount(2);
        (await db.QueryAsync(_dialect.Limit(sql, 0)!)).Rows.Should().BeEmpty();
    }

    [Fact]
    public async Task Upsert_inserts_or_updates()
    {
        await using TestSession db = await OpenAsync();
        foreach (string text in (string[])["first", "second"])
        {
            await db.RunAsync(_dialect.Upsert(new() { Name = "t" }, ["a", "b"], ["a"])!, new(LogicalType.Int64, 9L), new(LogicalType.Utf8, text));
        }

        (await db.QueryAsync("SELECT b FROM t WHERE a = 9")).Column(0).Should().Equal("second");
        await db.RunAsync(_dialect.Upsert(new() { Name = "t", Schema = "main" }, ["a"], ["a"])!, new Parameter(LogicalType.Int64, 9L));
        (await db.QueryAsync("SELECT b FROM t WHERE a = 9")).Column(0).Should().Equal("second");
    }

    [Fact]
    public async Task Returning_gives_the_changed_rows()
    {
        await using TestSession db = await OpenAsync();
        (await db.QueryAsync(_dialect.Returning("UPDATE t SET b = 'x' WHERE a > 1 -- some", ["b", "a"])!)).Rows.Should().HaveCount(2).And.OnlyContain(row => (string)row[0]! == "x");
        (await db.QueryAsync(_dialect.Returning("DELETE FROM t", [])!)).Schema.Columns.Should().HaveCount(2);
    }

    [Fact]
    public async Task Quoted_identifiers_mean_exactly_their_name()
    {
        await using TestSession db = await TestSession.OpenAsync();
        foreach (string name in (string[])["select", "a\"b", "a]b", "`", "ä 🐘", "x;--"])
        {
            await db.RunAsync($"CREATE TABLE {_dialect.QuoteTable(new() { Name = name, Schema = "main" })}({_dialect.QuoteIdentifier(name)} INTEGER)");
            (await db.QueryAsync($"SELECT * FROM {_dialect.QuoteIdentifier(name)}")).Schema.Columns[0].Name.Should().Be(name);
        }

        Action catalog = () => _dialect.QuoteTable(new() { Catalog = "c", Name = "t" });
        catalog.Should().Throw<ArgumentException>().Which.Message.Should().Contain("no catalogs");
    }

    [Fact]
    public void Markers_are_numbered_and_transactions_are_serializable()
    {
        _dialect.ParameterMarker(12).Should().Be("?12");
        _dialect.BeginTransaction(TransactionOptions.Default).Should().Equal("BEGIN IMMEDIATE");
        _dialect.BeginTransaction(new() { ReadOnly = true, Isolation = IsolationLevel.Serializable }).Should().Equal("BEGIN DEFERRED", "PRAGMA query_only = ON");
        _dialect.BeginTransaction(new() { Isolation = IsolationLevel.ReadCommitted }).Should().BeNull();
        _dialect.Lexicon.Should().Be(new SqlLexicon { IdentifierQuotes = "\"`[", ParameterPrefixes = "@:$", BlocksHoldSemicolons = true });
    }

    private static async Task<TestSession> OpenAsync()
    {
        TestSession db = await TestSession.OpenAsync();
        await db.RunAsync("CREATE TABLE t(a INTEGER PRIMARY KEY, b TEXT); INSERT INTO t VALUES (1, 'p'), (2, 'q'), (3, 'r')");
        return db;
    }
}
