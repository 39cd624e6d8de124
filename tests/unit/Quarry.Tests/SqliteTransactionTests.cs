using Quarry.Contracts;
using Quarry.Engine;

namespace Quarry.Tests;

/// <summary>Transactions, batches and prepared statements of the engine on a real plugin that offers no batches.</summary>
public sealed class SqliteTransactionTests
{
    [Fact]
    public async Task What_is_not_committed_is_not_there()
    {
        await using QuarryEngine engine = QuarryEngine.Create(new());
        await using Source source = await CreateAsync(engine);
        await using (Transaction transaction = await source.BeginAsync())
        {
            await transaction.ExecuteAsync("insert into t values (@a)", new { a = 1 });
        }

        await using (Transaction transaction = await source.BeginAsync())
        {
            await transaction.ExecuteAsync("insert into t values (@a)", new { a = 2 });
            await transaction.SaveAsync("here");
            await transaction.ExecuteAsync("insert into t values (@a)", new { a = 3 });
            await transaction.RollbackToAsync("here");
            await transaction.CommitAsync();
        }

        (await ValuesAsync(source)).Should().Equal(2);
    }

    [Theory]
    [InlineData(BatchMode.Atomic)]
    [InlineData(BatchMode.ContinueOnError)]
    public async Task A_batch_goes_one_by_one_says_so_and_tells_each_failure(BatchMode mode)
    {
        await using QuarryEngine engine = QuarryEngine.Create(new());
        await using Source source = await CreateAsync(engine);
        BatchOutcome outcome = await source.ExecuteBatchAsync(
            BatchCommand.Repeat("insert into t values (@a)", [new { a = 1 }, new { a = 1 }, new { a = 2 }]), mode, QueryOptions.Default, default);
        outcome.IsPipelined.Should().BeFalse();
        outcome.Results.Select(result => result.Status).Should().Equal(mode == BatchMode.Atomic
            ? [BatchStatus.RolledBack, BatchStatus.Failed, BatchStatus.NotRun]
            : [BatchStatus.Succeeded, BatchStatus.Failed, BatchStatus.Succeeded]);
        outcome.Results.Where(result => result.Status == BatchStatus.Succeeded).All(result => result.RowsAffected == 1).Should().BeTrue();
        (await ValuesAsync(source)).Should().Equal(mode == BatchMode.Atomic ? [] : [1, 2]);
    }

    [Fact]
    public async Task Within_a_transaction_a_failed_batch_leaves_what_came_before()
    {
        await using QuarryEngine engine = QuarryEngine.Create(new());
        await using Source source = await CreateAsync(engine);
        await using (Transaction transaction = await source.BeginAsync())
        {
            await transaction.ExecuteAsync("insert into t values (7)");
            (await transaction.ExecuteBatchAsync([new("insert into t values (8)"), new("insert into t values (7)")], QueryOptions.Default, default)).Succeeded.Should().BeFalse();
            await transaction.CommitAsync();
        }

        (await ValuesAsync(source)).Should().Equal(7);
    }

    [Fact]
    public async Task A_prepared_statement_sees_a_changed_table()
    {
        await using QuarryEngine engine = QuarryEngine.Create(new());
        await using Source source = await CreateAsync(engine);
        await source.ExecuteAsync("insert into t values (1)");
        for (int columns = 1; columns < 4; columns++)
        {
            await foreach (ColumnBatch batch in source.QueryAsync("select * from t where a = @a", new { a = 1 }))
            {
                batch.Columns.Should().HaveCount(columns);
            }

            await source.ExecuteAsync($"alter table t add column c{columns}");
        }
    }

    private static async Task<Source> CreateAsync(QuarryEngine engine)
    {
        Source source = engine.OpenSource("sqlite::memory:");
        await source.ExecuteAsync("create table t (a integer primary key)");
        return source;
    }

    private static async Task<List<long>> ValuesAsync(Source source)
    {
        var values = new List<long>();
        await foreach (ColumnBatch batch in source.QueryAsync("select a from t order by a"))
        {
            for (int row = 0; row < batch.Rows; row++)
            {
                values.Add(batch[0].GetInt64(row));
            }
        }

        return values;
    }
}
