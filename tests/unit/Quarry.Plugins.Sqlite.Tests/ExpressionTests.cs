using Quarry.Contracts;
using Quarry.Plugins.Sqlite.Tests.Support;

namespace Quarry.Plugins.Sqlite.Tests;

/// <summary>A column without a declared type takes the storage class of its first batch.</summary>
public sealed class ExpressionTests
{
    public static TheoryData<string, LogicalType, object?[]> Expressions => new()
    {
        { "VALUES (1), (NULL), (2)", LogicalType.Int64, [1L, null, 2L] },
        { "VALUES (1.5), (2)", LogicalType.Float64, [1.5, 2.0] },
        { "VALUES (2), (NULL), (1.5)", LogicalType.Float64, [2.0, null, 1.5] },
        { "VALUES ('a'), (NULL)", LogicalType.Utf8, ["a", null] },
        { "VALUES (NULL), (NULL)", LogicalType.Utf8, [null, null] },
        { "SELECT 1 WHERE 0", LogicalType.Utf8, [] },
        { "SELECT count(*) FROM sqlite_schema", LogicalType.Int64, [0L] },
        { "SELECT avg(column1) FROM (VALUES (1), (2))", LogicalType.Float64, [1.5] },
    };

    [Theory]
    [MemberData(nameof(Expressions))]
    public async Task The_first_batch_decides(string sql, LogicalType type, object?[] values)
    {
        await using TestSession db = await TestSession.OpenAsync();
        Table table = await db.QueryAsync(sql);
        table.Type(0).Should().Be(type);
        table.Column(0).Should().Equal(values);
    }

    [Fact]
    public async Task A_blob_is_binary()
    {
        await using TestSession db = await TestSession.OpenAsync();
        Table table = await db.QueryAsync("SELECT x'00FF'");
        table.Type(0).Should().Be(LogicalType.Binary);
        ((byte[])table.Rows[0][0]!).Should().Equal(0, 0xFF);
    }

    [Theory]
    [InlineData("VALUES (1), ('a')", "Row 2", "INTEGER")]
    [InlineData("VALUES (NULL), (x'00'), (1)", "Row 3", "BLOB")]
    [InlineData("VALUES (9007199254740993), (1.5)", "Row 1", "REAL")]
    [InlineData("VALUES (1.5), (1), (9007199254740993)", "Row 3", "REAL")]
    public async Task A_mix_is_an_error_with_row_and_column(string sql, string row, string first)
    {
        await using TestSession db = await TestSession.OpenAsync();
        Func<Task> read = () => db.QueryAsync(sql);
        QuarryException error = (await read.Should().ThrowAsync<QuarryException>()).Which;
        error.Code.Should().Be(20301);
        error.Message.Should().StartWith($"{row}, column \"column1\"").And.Contain(first).And.Contain("CAST");
    }

    [Theory]
    [InlineData("1", "'x'", "taken from the first batch. Cast")]
    [InlineData("NULL", "1", "taken from the first batch (text also if all its values were NULL). Cast")]
    [InlineData("1.5", "9007199254740993", "taken from the first batch. Cast")]
    [InlineData("'x'", "2", "taken from the first batch (text")]
    public async Task A_later_batch_that_contradicts_the_first_is_an_error_with_its_fix(string first, string later, string fix)
    {
        await using TestSession db = await TestSession.OpenAsync();
        Func<Task> read = () => db.QueryAsync(TestSession.Plan($"VALUES ({first}), ({first}), ({first}), ({later})", batch: new() { Rows = 2 }));
        (await read.Should().ThrowAsync<QuarryException>()).Which.Message.Should().StartWith("Row 4, column \"column1\"").And.Contain(fix).And.Contain("mismatches as text");
    }

    [Fact]
    public async Task Declared_columns_and_expressions_stand_side_by_side_in_many_batches()
    {
        await using TestSession db = await TestSession.OpenAsync();
        await db.RunAsync("CREATE TABLE t(d DATE, n DECIMAL(6,2)); WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 999) INSERT INTO t SELECT date('1970-01-01', i || ' days'), i / 4.0 FROM n");
        Table table = await db.QueryAsync(TestSession.Plan("SELECT d, rowid * 2, n, 'r' || rowid, n * 1.0 FROM t", batch: new() { Rows = 300 }));
        table.BatchRows.Should().Equal(300, 300, 300, 100);
        for (int i = 0; i < 1000; i++)
        {
            table.Rows[i].Should().Equal(i, (i + 1) * 2L, new Decimal128(i * 25, 2), $"r{i + 1}", i / 4.0);
        }
    }

    [Fact]
    public async Task A_strict_tables_ANY_is_an_expression()
    {
        await using TestSession db = await TestSession.OpenAsync();
        await db.RunAsync("CREATE TABLE t(c ANY) STRICT; INSERT INTO t VALUES ('007')");
        (await db.ScalarAsync("SELECT c FROM t")).Should().Be("007");
    }

    [Fact]
    public async Task A_type_mapped_by_an_extension_holds_for_unknown_names()
    {
        await using TestSession db = await TestSession.OpenAsync();
        db.Driver.Types.Extend([new MoneyAsDecimal()]);
        await db.RunAsync("CREATE TABLE t(c MONEY); INSERT INTO t VALUES (1.25), (3)");
        (await db.QueryAsync("SELECT c FROM t")).Column(0).Should().Equal(new Decimal128(12500, 4), new Decimal128(30000, 4));
    }

    private sealed class MoneyAsDecimal : TypeExtension
    {
        public override LogicalType? Map(NativeColumn column, ReadOptions options) => column.TypeName == "MONEY" ? LogicalType.Decimal128(19, 4) : null;
    }
}
