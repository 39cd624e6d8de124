using Quarry.Contracts;
using Quarry.Plugins.Sqlite.Tests.Support;

namespace Quarry.Plugins.Sqlite.Tests;

public sealed class BulkWriteTests
{
    private static readonly Schema s_schema = new([new() { Name = "b", Type = LogicalType.Utf8 }, new() { Name = "A", Type = LogicalType.Int64 }]);
    private static readonly BulkWriteRequest s_request = new() { Table = new() { Name = "t" }, Schema = s_schema };

    [Fact]
    public async Task Batches_go_to_the_columns_of_their_names()
    {
        await using TestSession db = await OpenAsync();
        (await db.Session.WriteAsync(s_request, Batches.StreamAsync(Batch(db, ["x", 1L], [null, 2L]), Batch(db), Batch(db, ["z", null])), default)).Should().Be(3);
        (await db.QueryAsync("SELECT a, b, c FROM t ORDER BY rowid")).Rows.Should().BeEquivalentTo(
            new object?[][] { [1L, "x", "d"], [2L, null, "d"], [null, "z", "d"] }, options => options.WithStrictOrdering());
        await db.RunAsync("BEGIN; COMMIT");
    }

    [Fact]
    public async Task A_failed_row_is_named_and_nothing_is_written()
    {
        await using TestSession db = await OpenAsync();
        Func<Task> write = () => db.Session.WriteAsync(s_request, Batches.StreamAsync(Batch(db, ["x", 1L]), Batch(db, ["y", 2L], ["y", 1L])), default).AsTask();
        QuarryException error = (await write.Should().ThrowAsync<QuarryException>()).Which;
        error.Message.Should().StartWith("Row 3: ").And.Contain("UNIQUE");
        error.SqlState.Should().Be("23505");
        (await db.ScalarAsync("SELECT count(*) FROM t")).Should().Be(0L);
        await db.RunAsync("BEGIN; COMMIT");
    }

    [Fact]
    public async Task In_the_callers_transaction_only_its_own_rows_are_undone()
    {
        await using TestSession db = await OpenAsync();
        await db.Session.BeginAsync(TransactionOptions.Default, default);
        await db.RunAsync("INSERT INTO t(a) VALUES (7)");
        await db.Session.WriteAsync(s_request, Batches.StreamAsync(Batch(db, ["x", 1L])), default);
        Func<Task> write = () => db.Session.WriteAsync(s_request, Batches.StreamAsync(Batch(db, ["x", 2L], ["y", 1L])), default).AsTask();
        await write.Should().ThrowAsync<QuarryException>();
        await db.Session.CommitAsync(default);
        (await db.QueryAsync("SELECT a FROM t ORDER BY a")).Column(0).Should().Equal(1L, 7L);
    }

    [Fact]
    public async Task A_cancelled_write_writes_nothing()
    {
        await using TestSession db = await OpenAsync();
        using var source = new CancellationTokenSource();
        async IAsyncEnumerable<ColumnBatch> StreamAsync()
        {
            using (ColumnBatch first = Batch(db, ["x", 1L]))
            {
                yield return first;
            }

            await source.CancelAsync();
            using ColumnBatch second = Batch(db, ["y", 2L]);
            yield return second;
        }

        Func<Task> write = () => db.Session.WriteAsync(s_request, StreamAsync(), source.Token).AsTask();
        await write.Should().ThrowAsync<OperationCanceledException>();
        (await db.ScalarAsync("SELECT count(*) FROM t")).Should().Be(0L);
    }

    [Fact]
    public async Task An_error_of_the_source_undoes_the_write()
    {
        await using TestSession db = await OpenAsync();
        async IAsyncEnumerable<ColumnBatch> StreamAsync()
        {
            using (ColumnBatch first = Batch(db, ["x", 1L]))
            {
                yield return first;
            }

            await Task.Yield();
            throw new TimeoutException();
        }

        await ((Func<Task>)(() => db.Session.WriteAsync(s_request, StreamAsync(), default).AsTask())).Should().ThrowAsync<TimeoutException>();
        (await db.ScalarAsync("SELECT count(*) FROM t")).Should().Be(0L);
    }

    [Fact]
    public async Task A_table_or_column_that_is_not_there_is_named()
    {
        await using TestSession db = await OpenAsync();
        Func<Task> noTable = () => db.Session.WriteAsync(s_request with { Table = new() { Name = "nix" } }, Batches.StreamAsync(), default).AsTask();
        (await noTable.Should().ThrowAsync<QuarryException>()).Which.Message.Should().Contain("nix");
        Func<Task> noColumn = () => db.Session.WriteAsync(s_request with { Schema = new([new() { Name = "nix", Type = LogicalType.Int64 }]) }, Batches.StreamAsync(), default).AsTask();
        (await noColumn.Should().ThrowAsync<QuarryException>()).Which.Message.Should().Contain("nix");
        Func<Task> otherBatch = () => db.Session.WriteAsync(s_request with { Schema = new([new() { Name = "a", Type = LogicalType.Int64 }]) }, Batches.StreamAsync(Batch(db, ["x", 1L])), default).AsTask();
        await otherBatch.Should().ThrowAsync<ArgumentException>();
        await db.RunAsync("BEGIN; COMMIT");
    }

    [Fact]
    public async Task Batches_without_columns_write_rows_of_defaults()
    {
        await using TestSession db = await OpenAsync();
        var schema = new Schema([]);
        (await db.Session.WriteAsync(new() { Table = new() { Name = "t" }, Schema = schema }, Batches.StreamAsync(new ColumnBatch(schema, 3, [])), default)).Should().Be(3);
        (await db.ScalarAsync("SELECT count(*) FROM t WHERE c = 'd'")).Should().Be(3L);
    }

    public static TheoryData<string, LogicalType, object> Inexact => new()
    {
        { "INTEGER", LogicalType.UInt64, ulong.MaxValue },
        { "REAL", LogicalType.Int64, 9007199254740993L },
        { "DECIMAL(20,2)", LogicalType.Decimal128(20, 2), new Decimal128(Int128.Parse("12345678901234567", null), 2) },
        { "NUMERIC", LogicalType.NumericText, "12345678901234567.5" },
        { "NUMERIC", LogicalType.NumericText, "abc" },
        { "REAL", LogicalType.Float64, double.NaN },
        { "TEXT", LogicalType.Float64, double.NaN },
    };

    [Theory]
    [MemberData(nameof(Inexact))]
    public async Task A_value_that_the_column_would_change_is_refused(string declared, LogicalType type, object value)
    {
        await using TestSession db = await TestSession.OpenAsync();
        await db.RunAsync($"CREATE TABLE t(c {declared})");
        var schema = new Schema([new() { Name = "c", Type = type }]);
        Func<Task> write = () => db.Session.WriteAsync(new() { Table = new() { Name = "t" }, Schema = schema },
            Batches.StreamAsync(Batches.Build(db.Host.Counting, schema, [[null], [value]])), default).AsTask();
        QuarryException error = (await write.Should().ThrowAsync<QuarryException>()).Which;
        error.Code.Should().Be(20303);
        error.Message.Should().StartWith("Row 2, column \"c\"");
    }

    [Fact]
    public async Task Short_decimals_are_the_numbers_that_their_text_spells()
    {
        await using TestSession db = await TestSession.OpenAsync();
        var random = new Random(5);
        for (int scale = -2; scale <= 30; scale++)
        {
            await db.RunAsync($"CREATE TABLE \"d{scale}\"(a NUMERIC, b NUMERIC)");
            // The wider type goes by its text.
            var schema = new Schema([new() { Name = "a", Type = LogicalType.Decimal128(38, scale) }, new() { Name = "b", Type = LogicalType.Decimal256(60, scale) }]);
            long[] values = [0, 1, -1, 5, 999_999_999_999_999, -999_999_999_999_999, 100, -1_000_000, 123_450_000_000_000, .. Enumerable.Range(0, 500).Select(_ => random.NextInt64(-999_999_999_999_999, 999_999_999_999_999) / (long)Math.Pow(10, random.Next(16)))];
            ColumnBatch batch = Batches.Build(db.Host.Counting, schema, [.. values.Select(value => new object?[] { new Decimal128(value, scale), new Decimal256(value, scale) })]);
            await db.Session.WriteAsync(new() { Table = new() { Name = $"d{scale}" }, Schema = schema }, Batches.StreamAsync(batch), default);
            (await db.ScalarAsync($"SELECT count(*) FROM \"d{scale}\" WHERE typeof(a) = typeof(b) AND a = b")).Should().Be((long)values.Length, $"of scale {scale}");
        }
    }

    [Fact]
    public async Task A_double_in_a_text_column_keeps_all_its_digits()
    {
        await using TestSession db = await TestSession.OpenAsync();
        await db.RunAsync("CREATE TABLE t(c TEXT)");
        var schema = new Schema([new() { Name = "c", Type = LogicalType.Float64 }]);
        await db.Session.WriteAsync(new() { Table = new() { Name = "t" }, Schema = schema }, Batches.StreamAsync(Batches.Build(db.Host.Counting, schema, [[0.1 + 0.2]])), default);
        (await db.ScalarAsync("SELECT c FROM t")).Should().Be("0.30000000000000004");
    }

    [Fact]
    public async Task A_list_has_no_form()
    {
        await using TestSession db = await TestSession.OpenAsync();
        await db.RunAsync("CREATE TABLE t(c)");
        var schema = new Schema([new() { Name = "c", Type = LogicalType.List(LogicalType.Int32) }]);
        Func<Task> write = () => db.Session.WriteAsync(new() { Table = new() { Name = "t" }, Schema = schema }, Batches.StreamAsync(), default).AsTask();
        (await write.Should().ThrowAsync<QuarryException>()).Which.Code.Should().Be(20303);
        Action create = () => db.Driver.Dialect.CreateTable(new() { Name = "u" }, schema, db.Driver.Types);
        create.Should().Throw<QuarryException>().Which.Message.Should().Contain("\"c\"");
    }

    private static async Task<TestSession> OpenAsync()
    {
        TestSession db = await TestSession.OpenAsync();
        await db.RunAsync("CREATE TABLE t(a INTEGER UNIQUE, b TEXT, c TEXT DEFAULT 'd')");
        return db;
    }

    private static ColumnBatch Batch(TestSession db, params object?[][] rows) => Batches.Build(db.Host.Counting, s_schema, rows);
}
