using Quarry.Contracts;
using Quarry.Engine;

namespace Quarry.PostgreSql.ServerTests.Engine;

/// <summary>The engine's cache of prepared statements on a real server.</summary>
public sealed class PreparedTests(SharedServer shared) : IClassFixture<SharedServer>
{
    [Fact]
    public async Task A_thousand_executions_are_one_statement_at_the_server()
    {
        await using EngineSource engine = EngineSource.Of(shared.Server);
        string mark = Mark();
        object? process = await engine.ScalarAsync("select pg_backend_pid()");
        for (int i = 0; i < 1000; i++)
        {
            (await engine.ScalarAsync($"select @n + 1 as {mark}", new { n = i })).Should().Be(i + 1);
        }

        (await engine.ScalarAsync("select pg_backend_pid()")).Should().Be(process, "one caller needs one session");
        (await engine.ScalarAsync($"select count(*) from pg_prepared_statements where statement like '%{mark}%' and statement not like '%pg_prepared%'")).Should().Be(1L);
        (await engine.ScalarAsync($"select generic_plans + custom_plans from pg_prepared_statements where statement like '%{mark}%' and statement not like '%pg_prepared%'"))
            .Should().Be(1000L, "each execution was one of that statement");
    }

    [Fact]
    public async Task Types_are_those_of_the_values_prepared_or_not()
    {
        await using EngineSource engine = EngineSource.Of(shared.Server);
        foreach (object value in (object[])[1, 2L, "text", 1.5, true])
        {
            foreach (PrepareMode mode in (PrepareMode[])[PrepareMode.Never, PrepareMode.Auto, PrepareMode.Auto])
            {
                (await EngineSource.ScalarAsync(engine.Source.QueryAsync("select @v", new { v = value }, new() { Prepare = mode }, default))).Should().Be(value);
            }
        }
    }

    [Fact]
    public async Task A_changed_table_is_read_with_its_new_columns_whoever_changed_it()
    {
        await using EngineSource engine = EngineSource.Of(shared.Server);
        string table = await ChangedTableAsync(engine);
        (await ColumnsAsync(engine, table)).Should().Be(2, "the server says that it was changed, and the statement is prepared again");
        await engine.Source.ExecuteAsync($"alter table {table} add c int");
        (await ColumnsAsync(engine, table)).Should().Be(3);
    }

    [Fact]
    public async Task A_statement_that_was_deallocated_is_prepared_again()
    {
        await using EngineSource engine = EngineSource.Of(shared.Server);
        string mark = Mark();
        for (int i = 0; i < 3; i++)
        {
            (await engine.ScalarAsync($"select @n + 1 as {mark}", new { n = i })).Should().Be(i + 1);
            await engine.Source.ExecuteAsync("deallocate all");
        }
    }

    [Fact]
    public async Task Within_a_transaction_a_changed_table_is_a_clear_error_and_the_next_one_works()
    {
        await using EngineSource engine = EngineSource.Of(shared.Server);
        string table = await ChangedTableAsync(engine);
        await using (Transaction transaction = await engine.Source.BeginAsync())
        {
            Func<Task> read = () => transaction.ExecuteAsync($"select * from {table} where a = @a", new { a = 1 }).AsTask();
            (await read.Should().ThrowAsync<QuarryException>().WithMessage("*Within a transaction it is not repeated*")).Which.SqlState.Should().Be("0A000");
        }

        (await ColumnsAsync(engine, table)).Should().Be(2);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_change_that_was_rolled_back_is_none(bool toSavepoint)
    {
        await using EngineSource engine = EngineSource.Of(shared.Server);
        string table = $"undone_{Mark()}";
        await engine.Source.ExecuteAsync($"create table {table} (a int, b int)");
        string sql = $"select * from {table} where a = @a";
        await using (Transaction changing = await engine.Source.BeginAsync())
        {
            await changing.SaveAsync("before");
            await changing.ExecuteAsync($"alter table {table} add c int");
            await changing.ExecuteAsync(sql, new { a = 1 });
            if (toSavepoint)
            {
                await changing.RollbackToAsync("before");
                await changing.ExecuteAsync(sql, new { a = 1 });
            }
        }

        await using Transaction next = await engine.Source.BeginAsync();
        await next.ExecuteAsync(sql, new { a = 1 });
    }

    [Fact]
    public async Task Explain_tells_whether_it_is_prepared()
    {
        await using EngineSource engine = EngineSource.Of(shared.Server);
        (await engine.Source.ExplainAsync("select @n", new { n = 1 }, QueryOptions.Default, default)).ToString().Should().Contain("prepared    yes, it has parameters");
        (await engine.Source.ExplainAsync("select 1", null, QueryOptions.Default, default)).ToString().Should().Contain("prepared    no, it has no parameters");
    }

    /// <summary>A table with a row, which was read by a prepared statement before another client gave it a second column.</summary>
    private async Task<string> ChangedTableAsync(EngineSource engine)
    {
        string table = Mark();
        await engine.Source.ExecuteAsync($"create table {table} (a int)");
        await engine.Source.ExecuteAsync($"insert into {table} values (@a)", new { a = 1 });
        (await ColumnsAsync(engine, table)).Should().Be(1);
        await shared.Server.PsqlAsync($"alter table {table} add b int");
        return table;
    }

    private static async Task<int> ColumnsAsync(EngineSource engine, string table)
    {
        await foreach (ColumnBatch batch in engine.Source.QueryAsync($"select * from {table} where a = @a", new { a = 1 }))
        {
            return batch.Columns.Count;
        }

        throw new InvalidOperationException("No row.");
    }

    private static string Mark() => $"prepared_{Guid.NewGuid():N}";
}
