using Quarry.Contracts;
using Quarry.Engine;

namespace Quarry.PostgreSql.ServerTests.Engine;

/// <summary>What the engine promises of a write, on both databases.</summary>
public sealed class WriteTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private static readonly WriteOptions s_replace = new() { Mode = WriteMode.Replace };

    [Theory]
    [InlineData(WriteTarget.Sqlite)]
    [InlineData(WriteTarget.PostgreSql)]
    public async Task Each_mode_does_what_it_says(string database)
    {
        await using var target = new WriteTarget(database, shared.Server);
        (await target.FailAsync<QuarryException>(new(), target.Of(5))).Message.Should().Contain("does not exist").And.Contain("WriteMode.Create");
        (await target.WriteAsync(WriteMode.Create, target.Of(2500))).Should().Be(new WriteResult { Rows = 2500, HasCreated = true });
        (await target.FailAsync<QuarryException>(new() { Mode = WriteMode.Create }, target.Of(5))).Message.Should().Contain("exists").And.Contain("WriteMode.Replace");
        (await target.CountAsync()).Should().Be(2500L);
        (await target.WriteAsync(WriteMode.Append, target.Of(10))).Should().Be(new WriteResult { Rows = 10, HasCreated = false });
        (await target.WriteAsync(WriteMode.CreateAppend, target.Of(10))).HasCreated.Should().BeFalse();
        (await target.ScalarAsync("select sum(v) from {t} where id <= 10"))!.ToString().Should().Be("165");
        var other = new Schema([new() { Name = "single", Type = LogicalType.Int64 }]);
        (await target.WriteAsync(WriteMode.Replace, target.Of(7, schema: other))).HasCreated.Should().BeTrue();
        (await target.ScalarAsync("select max(single) from {t}")).Should().Be(7L);
        await target.ExecuteAsync("drop table {t}");
        (await target.WriteAsync(WriteMode.CreateAppend, target.Of(0))).Should().Be(new WriteResult { Rows = 0, HasCreated = true });
        (await target.CountAsync()).Should().Be(0L);
    }

    [Theory]
    [InlineData(WriteTarget.Sqlite)]
    [InlineData(WriteTarget.PostgreSql)]
    public async Task A_replace_that_fails_half_way_keeps_the_old_table_with_its_rows(string database)
    {
        await using var target = new WriteTarget(database, shared.Server);
        await target.WriteAsync(WriteMode.Create, target.Of(20));
        var cause = new InvalidDataException("The file ends early.");
        Exception error = await target.FailAsync<InvalidDataException>(s_replace, target.Of(3000, between: id => id > 1000 ? Task.FromException(cause) : Task.CompletedTask));
        error.Should().BeSameAs(cause);
        (await target.CountAsync()).Should().Be(20L);
        await target.FailAsync<InvalidDataException>(new(), target.Of(3000, between: id => id > 2000 ? Task.FromException(cause) : Task.CompletedTask));
        (await target.CountAsync()).Should().Be(20L);
        var odd = new Schema([new() { Name = "odd", Type = LogicalType.List(LogicalType.Interval) }]);
        await target.FailAsync<QuarryException>(s_replace, target.Of(0, schema: odd));
        (await target.CountAsync()).Should().Be(20L);
    }

    [Theory]
    [InlineData(WriteTarget.Sqlite)]
    [InlineData(WriteTarget.PostgreSql)]
    public async Task Columns_are_found_by_name(string database)
    {
        await using var target = new WriteTarget(database, shared.Server);
        await target.ExecuteAsync("create table {t} (more int default 8, v bigint, id bigint not null)");
        (await target.WriteAsync(WriteMode.Append, target.Of(3, value: static id => 10 * id))).Rows.Should().Be(3);
        (await target.ScalarAsync("select sum(id) * 1000 + sum(v) + sum(more) from {t}"))!.ToString().Should().Be("6084");
        await target.ExecuteAsync("alter table {t} add column must int not null default 0");
        await target.WriteAsync(WriteMode.Append, target.Of(1));
        Schema Of(params string[] names) => new([.. names.Select(static name => new ColumnSchema { Name = name, Type = LogicalType.Int64 })]);
        (await target.FailAsync<QuarryException>(new(), target.Of(1, schema: Of("id", "wide", "x y")))).Message.Should()
            .Contain("no column \"wide\", \"x y\"").And.Contain("columns are \"more\", \"v\", \"id\", \"must\"").And.Contain(target.Table.Name);
        (await target.FailAsync<QuarryException>(new(), target.Of(1, schema: Of("v")))).Message.Should().Contain("the source has no column \"id\"");
        (await target.FailAsync<QuarryException>(new(), target.Of(1, schema: Of("id", "v", "v")))).Message.Should().Contain("\"v\" and \"v\" mean the same column");
        Func<Task> shout = () => target.WriteAsync(WriteMode.Append, target.Of(1, schema: Of("ID"))).AsTask();
        await (database == WriteTarget.Sqlite ? shout.Should().NotThrowAsync() : (Task)shout.Should().ThrowAsync<QuarryException>().WithMessage("*no column \"ID\"*"));
        (await target.CountAsync()).Should().Be(database == WriteTarget.Sqlite ? 5L : 4L);
    }

    [Theory]
    [InlineData(WriteTarget.Sqlite, "id integer not null primary key, v bigint, w int generated always as (v + 1) stored")]
    [InlineData(WriteTarget.PostgreSql, "id bigint generated always as identity, v bigint, w bigint not null generated always as (v + 1) stored")]
    public async Task A_column_that_the_database_fills_need_not_be_in_the_source(string database, string columns)
    {
        await using var target = new WriteTarget(database, shared.Server);
        await target.ExecuteAsync($"create table {{t}} ({columns})");
        var schema = new Schema([new() { Name = "v", Type = LogicalType.Int64 }]);
        (await target.WriteAsync(WriteMode.Append, target.Of(3, schema: schema))).Rows.Should().Be(3);
        (await target.ScalarAsync("select sum(id) + sum(w) from {t}"))!.ToString().Should().Be("15");
    }

    [Theory]
    [InlineData(WriteTarget.Sqlite, "real")]
    [InlineData(WriteTarget.PostgreSql, "int")]
    public async Task A_value_that_does_not_fit_is_named_by_row_and_column(string database, string type)
    {
        await using var target = new WriteTarget(database, shared.Server);
        await target.ExecuteAsync($"create table {{t}} (id bigint, v {type})");
        QuarryException error = await target.FailAsync<QuarryException>(new(), target.Of(1_000_001, 20_000, static id => id == 1_000_001 ? 9_007_199_254_740_993 : 1));
        // Rows are counted from 1.
        error.Message.Should().MatchRegex("(?i)row 1[ ,]?000[ ,]?001").And.Contain("\"v\"");
        error.RowsCommitted.Should().Be(0);
        (await target.CountAsync()).Should().Be(0L);
    }

    [Theory]
    [InlineData(WriteTarget.Sqlite)]
    [InlineData(WriteTarget.PostgreSql)]
    public async Task A_violated_constraint_leaves_nothing_or_the_batches_before(string database)
    {
        await using var target = new WriteTarget(database, shared.Server);
        await target.ExecuteAsync("create table {t} (id bigint, v bigint unique)");
        BatchSource Rows() => target.Of(350, 100, static id => id == 250 ? 7 : id);
        QuarryException error = await target.FailAsync<QuarryException>(new(), Rows());
        (error.SqlState, error.RowsCommitted).Should().Be(("23505", 0L));
        (await target.CountAsync()).Should().Be(0L);
        List<long> told = [];
        error = await target.FailAsync<QuarryException>(new() { Commit = WriteCommit.PerBatch, Progress = progress => told.Add(progress.RowsCommitted) }, Rows());
        (error.SqlState, error.RowsCommitted).Should().Be(("23505", 200L));
        error.Message.Should().Contain("first 200 rows");
        told.Should().Equal(100, 200);
        (await target.ScalarAsync("select count(*) * 1000 + max(id) from {t}")).Should().Be(200_200L);
    }

    [Theory]
    [InlineData(WriteTarget.Sqlite)]
    [InlineData(WriteTarget.PostgreSql)]
    public async Task A_cancelled_write_leaves_nothing_or_the_batches_before(string database)
    {
        await using var target = new WriteTarget(database, shared.Server);
        using var whole = new CancellationTokenSource();
        await target.FailAsync<OperationCanceledException>(new() { Mode = WriteMode.Create }, target.Of(5000, between: id => id > 2000 ? whole.CancelAsync() : Task.CompletedTask), whole.Token);
        (await target.ExistsAsync()).Should().BeFalse();
        using var each = new CancellationTokenSource();
        OperationCanceledException error = await target.FailAsync<OperationCanceledException>(
            new() { Mode = WriteMode.Create, Commit = WriteCommit.PerBatch }, target.Of(5000, between: id => id > 2000 ? each.CancelAsync() : Task.CompletedTask), each.Token);
        error.CancellationToken.Should().Be(each.Token);
        error.Message.Should().Contain("first 2000 rows");
        (await target.CountAsync()).Should().Be(2000L);
    }

    [Theory]
    [InlineData(WriteTarget.Sqlite)]
    [InlineData(WriteTarget.PostgreSql)]
    public async Task A_transaction_writes_and_goes_on_after_a_failed_write(string database)
    {
        await using var target = new WriteTarget(database, shared.Server);
        await target.WriteAsync(WriteMode.Create, target.Of(20));
        await using (Transaction transaction = await target.Source.BeginAsync())
        {
            Func<Task> replace = () => transaction.WriteAsync(target.Table, target.Of(3000, between: id => id > 1000 ? throw new InvalidDataException() : Task.CompletedTask), s_replace, default).AsTask();
            await replace.Should().ThrowAsync<InvalidDataException>();
            (await transaction.WriteAsync(target.Table, target.Of(5), new(), default)).Rows.Should().Be(5);
            await transaction.CommitAsync();
        }

        (await target.CountAsync()).Should().Be(25L);
        await using (Transaction transaction = await target.Source.BeginAsync())
        {
            await transaction.WriteAsync(target.Table, target.Of(5), s_replace, default);
        }

        (await target.CountAsync()).Should().Be(25L, "the caller rolled back");
    }

    [Theory]
    [InlineData(WriteTarget.Sqlite)]
    [InlineData(WriteTarget.PostgreSql)]
    public async Task A_temporary_table_is_the_sessions_and_touches_no_other_of_its_name(string database)
    {
        await using var target = new WriteTarget(database, shared.Server);
        await target.WriteAsync(WriteMode.Create, target.Of(20));
        await using (Transaction transaction = await target.Source.BeginAsync())
        {
            (await transaction.WriteAsync(target.Table, target.Of(5), s_replace with { IsTemporary = true }, default)).HasCreated.Should().BeTrue();
            (await transaction.WriteAsync(target.Table, target.Of(6), s_replace with { IsTemporary = true }, default)).HasCreated.Should().BeTrue();
            (await transaction.WriteAsync(target.Table, target.Of(4), new() { Mode = WriteMode.CreateAppend, IsTemporary = true }, default)).HasCreated.Should().BeFalse();
            (await EngineSource.ScalarAsync(transaction.QueryAsync($"select count(*) from {target.Quoted}"))).Should().Be(10L);
            await transaction.CommitAsync();
        }

        (await target.CountAsync()).Should().Be(20L);
    }

    [Fact]
    public async Task A_server_process_that_is_killed_leaves_the_target_as_it_was()
    {
        await using var target = new WriteTarget(WriteTarget.PostgreSql, shared.Server);
        await using EngineSource killer = EngineSource.Of(shared.Server);
        await target.WriteAsync(WriteMode.Create, target.Of(20));
        int killed = 0;
        async Task KillAsync(long id)
        {
            if (id > 2000 && killed == 0)
            {
                killed = (int)(long)(await killer.ScalarAsync("select count(pg_terminate_backend(pid)) from pg_stat_activity where query like 'COPY %' || @table || '%'", new { table = target.Table.Name }))!;
            }
        }

        QuarryException error = await target.FailAsync<QuarryException>(s_replace, target.Of(200_000, between: KillAsync));
        killed.Should().Be(1);
        (error.RowsCommitted, error.OutcomeUnknown).Should().Be((0L, false));
        (await target.CountAsync()).Should().Be(20L);
        killed = 0;
        error = await target.FailAsync<QuarryException>(new(), target.Of(200_000, between: KillAsync));
        (killed, error.RowsCommitted, error.OutcomeUnknown).Should().Be((1, 0L, false));
        (await target.CountAsync()).Should().Be(20L);
        killed = 0;
        error = await target.FailAsync<QuarryException>(new() { Commit = WriteCommit.PerBatch }, target.Of(200_000, between: KillAsync));
        (killed, error.RowsCommitted, error.OutcomeUnknown, error.Kind).Should().Be((1, 2000L, false, ErrorKind.Transport));
        (await target.CountAsync()).Should().Be(2020L);
    }
}
