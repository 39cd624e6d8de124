using Quarry.Contracts;
using Quarry.Engine;
using Quarry.PostgreSql.ServerTests.Partitions;

namespace Quarry.PostgreSql.ServerTests.Engine;

/// <summary>Copies that stopped go on by a key, and only where that leaves nothing out and nothing double.</summary>
public sealed class ResumeTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private static readonly WriteOptions s_perBatch = new() { Mode = WriteMode.CreateAppend, Commit = WriteCommit.PerBatch };

    [Theory]
    [InlineData(WriteTarget.PostgreSql, "i")]
    [InlineData(WriteTarget.Sqlite, "i")]
    [InlineData(WriteTarget.PostgreSql, "(i * 1000000000000)::int8")]
    [InlineData(WriteTarget.Sqlite, "(i - 500)::int2")]
    [InlineData(WriteTarget.PostgreSql, "date '1990-01-01' + i")]
    [InlineData(WriteTarget.Sqlite, "date '1990-01-01' + i")]
    [InlineData(WriteTarget.PostgreSql, "timestamp '1969-12-31' + i * interval '1 minute 1 microsecond'")]
    [InlineData(WriteTarget.Sqlite, "timestamp '1969-12-31' + i * interval '1 minute 1 microsecond'")]
    [InlineData(WriteTarget.PostgreSql, "timestamptz '1969-12-31 12:00+00' + i * interval '1 hour'")]
    [InlineData(WriteTarget.Sqlite, "timestamptz '1969-12-31 12:00+00' + i * interval '1 hour'")]
    public async Task A_write_that_failed_goes_on_after_its_last_batch(string database, string key)
    {
        await using EngineSource engine = EngineSource.Of(shared.Server);
        await using var target = new WriteTarget(database, shared.Server);
        string sql = $"select {key} as \"the Key\", i as note from generate_series(1, 1000) i where i <> @skipped; -- a comment";
        Func<Task> stopped = () => CopyAsync(engine, target, sql, s_perBatch with { Progress = static progress => _ = progress.Rows < 500 ? 0 : throw new InvalidOperationException("stopped") });
        long there = (await stopped.Should().ThrowAsync<QuarryException>()).Which.RowsCommitted!.Value;
        there.Should().Be((long)(await target.CountAsync())!).And.BeInRange(400, 600);

        await using (ResumedSource rest = await engine.Source.ResumeAsync(Request(target, sql), Options, default))
        {
            rest.RowsPresent.Should().Be(there);
            rest.After.Should().NotBeNull();
            (await target.Source.WriteAsync(target.Table, rest, s_perBatch, default)).Rows.Should().Be(999 - there);
        }

        (await Parts.WholeAsync(target.Source.QueryAsync($"select * from {target.Quoted}"))).Should().HaveCount(999)
            .And.Equal(await Parts.WholeAsync(engine.Source.QueryAsync(sql, new { skipped = 7 })));
        await CopyAsync(engine, target, sql, s_perBatch);
        (await target.CountAsync()).Should().Be(999L);
        engine.Source.Pool.Used.Should().Be(0);
    }

    [Theory]
    [InlineData("select i::text as \"the Key\" from generate_series(1, 9) i where @skipped > 0", 5961, "type utf8")]
    [InlineData("select i::float8 as \"the Key\" from generate_series(1, 9) i where @skipped > 0", 5961, "type float64")]
    [InlineData("select nullif(i, 5) as \"the Key\" from generate_series(1, 9) i where @skipped > 0", 5961, "NULL")]
    [InlineData("select i / 2 as \"the Key\" from generate_series(2, 9) i where @skipped > 0", 5961, "1 comes twice")]
    [InlineData("select i as key from generate_series(1, 9) i where @skipped > 0", null, "the Key")]
    [InlineData("insert into no_query_to_resume values (@skipped)", 5963, "SELECT")]
    public async Task What_is_no_key_is_refused(string sql, int? code, string says)
    {
        await using EngineSource engine = EngineSource.Of(shared.Server);
        await using var target = new WriteTarget(WriteTarget.PostgreSql, shared.Server);
        QuarryException error = await FailAsync(engine, target, sql);
        error.Kind.Should().Be(ErrorKind.User);
        error.Message.Should().Contain(says);
        error.Code.Should().Be(code ?? error.Code);
        (await target.ExistsAsync() ? await target.CountAsync() : 0L).Should().Be(0L);
        engine.Source.Pool.Used.Should().Be(0);
    }

    [Theory]
    [InlineData("insert into {t} values (3)", "up to \"the Key\" 5, and the query returns 5")]
    [InlineData("delete from {t} where \"the Key\" = 3", "holds 4 rows")]
    [InlineData("update {t} set \"the Key\" = null", "in none of them \"the Key\" has a value")]
    [InlineData("insert into {t} values (null)", "holds 6 rows")]
    [InlineData("alter table {t} alter column \"the Key\" type date using date '2020-01-01' + \"the Key\"", "int32 in the query and date32 in the table")]
    [InlineData("alter table {t} alter column \"the Key\" type text", "type utf8 in the table")]
    public async Task A_table_that_is_not_the_beginning_of_the_copy_is_refused(string change, string says)
    {
        await using EngineSource engine = EngineSource.Of(shared.Server);
        await using var target = new WriteTarget(WriteTarget.PostgreSql, shared.Server);
        await target.ExecuteAsync("create table {t} (\"the Key\" int)");
        await target.ExecuteAsync("insert into {t} select generate_series(1, 5)");
        await target.ExecuteAsync(change);
        QuarryException error = await FailAsync(engine, target, "select i as \"the Key\" from generate_series(1, 9) i where @skipped > 0");
        error.Kind.Should().Be(ErrorKind.User);
        error.Message.Should().Contain(says);
        engine.Source.Pool.Used.Should().Be(0);
    }

    [Fact]
    public async Task Two_copies_at_the_same_time_are_found_out()
    {
        await using EngineSource engine = EngineSource.Of(shared.Server);
        await using var target = new WriteTarget(WriteTarget.PostgreSql, shared.Server);
        const string Sql = "select i as \"the Key\" from generate_series(1, 9) i where i <> @skipped";
        await using ResumedSource first = await engine.Source.ResumeAsync(Request(target, Sql), Options, default);
        await using ResumedSource second = await engine.Source.ResumeAsync(Request(target, Sql), Options, default);
        await target.Source.WriteAsync(target.Table, first, s_perBatch, default);
        await first.CheckTableAsync(default);
        await target.Source.WriteAsync(target.Table, second, s_perBatch, default);
        Func<Task> check = () => second.CheckTableAsync(default).AsTask();
        (await check.Should().ThrowAsync<QuarryException>()).WithMessage("*held 0 rows, 8 were written, and now it holds 16*").Which.RowsCommitted.Should().Be(8);
    }

    [Fact]
    public async Task A_key_without_a_declared_type_and_one_spelled_otherwise()
    {
        string file = Path.Combine(Directory.CreateTempSubdirectory("quarry").FullName, "source.db");
        try
        {
            await using var engine = new EngineSource($"sqlite://{file}?mode=rwc", driver: new Plugins.Sqlite.SqliteDriver());
            await using var target = new WriteTarget(WriteTarget.PostgreSql, shared.Server);
            await engine.Source.ExecuteAsync("create table t(\"the key\")");
            await engine.Source.ExecuteAsync("insert into t values (1), (2), (3)");
            const string Sql = "select \"the key\" from t where @skipped > 0";
            QuarryException error = await FailAsync(engine, target, Sql);
            (error.Code, error.Message.Contains("no such column", StringComparison.Ordinal)).Should().Be((5961, true), error.Message);
            (await target.ExistsAsync()).Should().BeFalse("the key is looked for before a table is created");
            await CopyAsync(engine, target, Sql.Replace("select \"the key\"", "select \"the key\" as \"the Key\"", StringComparison.Ordinal), s_perBatch);
            (await target.CountAsync()).Should().Be(3L);
            await engine.Source.ExecuteAsync("insert into t values (null)");
            (await FailAsync(engine, target, "select \"the key\" as \"the Key\" from t where @skipped > 0")).Message.Should().Contain("NULL");
        }
        finally
        {
            Directory.Delete(Path.GetDirectoryName(file)!, recursive: true);
        }
    }

    [Fact]
    public async Task Positional_and_numbered_parameters_keep_their_places()
    {
        await using EngineSource engine = EngineSource.Of(shared.Server);
        await using var target = new WriteTarget(WriteTarget.PostgreSql, shared.Server);
        await target.ExecuteAsync("create table {t} (\"the Key\" int, a text, b text)");
        await target.ExecuteAsync("insert into {t} values (1, 'x', 'y')");
        const string Sql = "select i as \"the Key\", $2::text as a, $1::text as b from generate_series(1, 3) i";
        await using ResumedSource rest = await engine.Source.ResumeAsync(Request(target, Sql) with { Parameters = (object?[])["y", "x"] }, Options, default);
        (await target.Source.WriteAsync(target.Table, rest, s_perBatch, default)).Rows.Should().Be(2);
        (await target.ScalarAsync("select string_agg(concat(\"the Key\", a, b), ' ' order by \"the Key\") from {t}")).Should().Be("1xy 2xy 3xy");
    }

    private static QueryOptions Options => QueryOptions.Default with { Batch = new() { Rows = 100 } };

    private static ResumeRequest Request(WriteTarget target, string sql)
        => new() { Sql = sql, Parameters = new { skipped = 7 }, Key = "the Key", Target = target.Source, Table = target.Table };

    private static async Task<QuarryException> FailAsync(EngineSource engine, WriteTarget target, string sql)
    {
        Func<Task> copy = () => CopyAsync(engine, target, sql, s_perBatch);
        return (await copy.Should().ThrowAsync<QuarryException>()).Which;
    }

    private static async Task CopyAsync(EngineSource engine, WriteTarget target, string sql, WriteOptions options)
    {
        await using ResumedSource rows = await engine.Source.ResumeAsync(Request(target, sql), Options, default);
        await target.Source.WriteAsync(target.Table, rows, options, default);
    }
}
