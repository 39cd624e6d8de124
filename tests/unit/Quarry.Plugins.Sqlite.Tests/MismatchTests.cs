using Quarry.Contracts;
using Quarry.Plugins.Sqlite.Tests.Support;

namespace Quarry.Plugins.Sqlite.Tests;

/// <summary>SQLite's types are per value: what contradicts its column is an error with row and column, or text if the caller asked for it.</summary>
public sealed class MismatchTests
{
    [Theory]
    [InlineData("INTEGER", "'abc'")]
    [InlineData("INTEGER", "1.5")]
    [InlineData("INTEGER", "x'01'")]
    [InlineData("BOOLEAN", "2")]
    [InlineData("BOOLEAN", "'true'")]
    [InlineData("REAL", "'abc'")]
    [InlineData("REAL", "x'01'")]
    [InlineData("DECIMAL(5,2)", "1000")]
    [InlineData("DECIMAL(5,2)", "1.234")]
    [InlineData("DECIMAL(5,2)", "x'01'")]
    [InlineData("DECIMAL(5,2)", "9e999")]
    [InlineData("DECIMAL(60,2)", "1.234")]
    [InlineData("DECIMAL(5,-2)", "12345")]
    [InlineData("NUMERIC", "'abc'")]
    [InlineData("NUMERIC", "9e999")]
    [InlineData("TEXT", "x'41'")]
    [InlineData("BLOB", "'abc'")]
    [InlineData("BLOB", "1")]
    [InlineData("DATE", "1")]
    [InlineData("DATETIME", "1.5")]
    [InlineData("UUID", "5")]
    [InlineData("JSON", "x'01'")]
    [InlineData("INT_8", "128")]
    [InlineData("UINT_8", "-1")]
    [InlineData("UINT_32", "4294967296")]
    [InlineData("UNSIGNED64_BLOB", "x'01'")]
    [InlineData("FLOAT_32", "0.1")]
    public async Task A_contradiction_names_row_and_column_and_the_fix(string declared, string sql)
    {
        await using TestSession db = await TestSession.OpenAsync();
        await db.RunAsync($"CREATE TABLE t(good INTEGER, bad {declared}); INSERT INTO t VALUES (1, NULL), (2, {sql})");
        Func<Task> read = () => db.QueryAsync("SELECT good, bad FROM t");
        QuarryException error = (await read.Should().ThrowAsync<QuarryException>()).Which;
        error.Code.Should().Be(20300);
        error.Message.Should().StartWith("Row 2, column \"bad\"").And.Contain("CAST");

        Table text = await db.QueryAsync(TestSession.Plan("SELECT good, bad FROM t", read: new() { MismatchAsText = true }));
        text.Type(1).Should().Be(LogicalType.Utf8);
        text.Column(1).Should().HaveCount(2).And.ContainSingle(value => value != null);
    }

    [Theory]
    [InlineData("DATE", "'2023-02-29'")]
    [InlineData("DATE", "'2024-01-01 00:00:00'")]
    [InlineData("DATE", "'2024-1-1'")]
    [InlineData("DATE", "'2024-01-0x'")]
    [InlineData("DATE", "'2024/01/01'")]
    [InlineData("DATE", "'2024-13-01'")]
    [InlineData("DATE", "'2024-00-01'")]
    [InlineData("DATE", "'2024-01-00'")]
    [InlineData("DATE", "'0000-01-0:'")]
    [InlineData("TIMESTAMP", "'2024-01-01T00:00:00.1234567'")]
    [InlineData("TIMESTAMP", "'2024-01-01T00:00:00Z'")]
    [InlineData("TIMESTAMPTZ", "'2024-01-01T00:00:00'")]
    [InlineData("TIME", "'25:00'")]
    [InlineData("UUID", "'0011'")]
    [InlineData("UUID", "x'0011'")]
    [InlineData("DECIMAL_BLOB(5,2)", "'12x'")]
    [InlineData("TEXT", "CAST(x'FF' AS TEXT)")]
    public async Task Text_that_is_no_value_of_the_type_names_row_and_column(string declared, string sql)
    {
        await using TestSession db = await TestSession.OpenAsync();
        await db.RunAsync($"CREATE TABLE t(bad {declared}); INSERT INTO t VALUES (NULL), (NULL), ({sql})");
        Func<Task> read = () => db.QueryAsync("SELECT bad FROM t");
        (await read.Should().ThrowAsync<QuarryException>()).Which.Message.Should().StartWith("Row 3, column \"bad\"");
    }

    [Fact]
    public async Task The_row_counts_from_the_start_of_the_result_and_rows_before_are_valid()
    {
        await using TestSession db = await TestSession.OpenAsync();
        await db.RunAsync("CREATE TABLE t(c INTEGER); INSERT INTO t VALUES (1), (2), (3), ('x')");
        await using ResultReader reader = await db.Session.ExecuteAsync(TestSession.Plan("SELECT c FROM t", batch: new() { Rows = 3 }), [], default);
        using ColumnBatch? first = await reader.ReadAsync(default);
        first!.Rows.Should().Be(3);
        Func<Task> next = async () => await reader.ReadAsync(default);
        (await next.Should().ThrowAsync<QuarryException>()).Which.Message.Should().StartWith("Row 4");
        await next.Should().ThrowAsync<InvalidOperationException>("a failed result does not look like one that has ended");
    }

    [Fact]
    public async Task As_text_every_value_of_every_class_is_exact()
    {
        await using TestSession db = await TestSession.OpenAsync();
        await db.RunAsync("CREATE TABLE t(c INTEGER); INSERT INTO t VALUES (-9223372036854775808), (0.1), ('x'), (x'0AFF'), (NULL)");
        (await db.QueryAsync(TestSession.Plan("SELECT c, c FROM t", read: new() { MismatchAsText = true }))).Column(1)
            .Should().Equal("-9223372036854775808", "0.1", "x", "X'0AFF'", null);
    }
}
