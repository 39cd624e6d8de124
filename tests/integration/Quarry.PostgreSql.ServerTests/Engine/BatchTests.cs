using Quarry.Contracts;
using Quarry.Engine;

namespace Quarry.PostgreSql.ServerTests.Engine;

/// <summary>The engine's batches on a real server.</summary>
public sealed class BatchTests(SharedServer shared) : IClassFixture<SharedServer>
{
    [Theory]
    [InlineData(BatchMode.Atomic)]
    [InlineData(BatchMode.ContinueOnError)]
    public async Task A_failure_in_the_middle_is_told_exactly(BatchMode mode)
    {
        await using EngineSource engine = EngineSource.Of(shared.Server);
        string table = await CreateAsync(engine);
        BatchOutcome outcome = await engine.Source.ExecuteBatchAsync(
            BatchCommand.Repeat($"insert into {table} values (@i)", [new { i = 1 }, new { i = 2 }, new { i = 2 }, new { i = 3 }]), mode, QueryOptions.Default, default);
        outcome.IsPipelined.Should().BeTrue();
        outcome.Results.Select(result => result.Status).Should().Equal(mode == BatchMode.Atomic
            ? [BatchStatus.RolledBack, BatchStatus.RolledBack, BatchStatus.Failed, BatchStatus.NotRun]
            : [BatchStatus.Succeeded, BatchStatus.Succeeded, BatchStatus.Failed, BatchStatus.Succeeded]);
        outcome.Results[2].Error!.SqlState.Should().Be("23505");
        (await engine.ScalarAsync($"select count(*) from {table}")).Should().Be(mode == BatchMode.Atomic ? 0L : 3L);
    }

    [Fact]
    public async Task A_thousand_sets_of_values_are_one_statement_at_the_server()
    {
        await using EngineSource engine = EngineSource.Of(shared.Server);
        string table = await CreateAsync(engine);
        BatchOutcome outcome = await engine.Source.ExecuteBatchAsync(
            BatchCommand.Repeat($"insert into {table} values (@i)", Enumerable.Range(0, 1000).Select(i => (object)new { i })), BatchMode.Atomic, QueryOptions.Default, default);
        outcome.ThrowIfFailed().Results.Should().HaveCount(1000).And.OnlyContain(result => result.RowsAffected == 1);
        (await engine.ScalarAsync($"select count(*) from {table}")).Should().Be(1000L);
        (await engine.ScalarAsync($"select generic_plans + custom_plans from pg_prepared_statements where statement like 'insert into {table} %'")).Should().Be(1000L);
    }

    [Fact]
    public async Task Many_texts_more_than_a_session_keeps_run_all()
    {
        await using EngineSource engine = EngineSource.Of(shared.Server);
        string table = await CreateAsync(engine);
        BatchCommand[] commands = [.. Enumerable.Range(0, 600).Select(i => new BatchCommand($"insert into {table} values ({i / 2} * 2 + @i)", new { i = i % 2 }))];
        (await engine.Source.ExecuteBatchAsync(commands, BatchMode.Atomic, QueryOptions.Default, default)).ThrowIfFailed();
        (await engine.ScalarAsync($"select count(*) from {table}")).Should().Be(600L);
    }

    [Fact]
    public async Task Within_a_transaction_nothing_of_a_failed_batch_stays()
    {
        await using EngineSource engine = EngineSource.Of(shared.Server);
        string table = await CreateAsync(engine);
        await using (Transaction transaction = await engine.Source.BeginAsync())
        {
            (await transaction.ExecuteBatchAsync([new($"insert into {table} values (1)"), new($"insert into {table} values (1)")], QueryOptions.Default, default)).Succeeded.Should().BeFalse();
        }

        (await engine.ScalarAsync($"select count(*) from {table}")).Should().Be(0L);
    }

    private static async Task<string> CreateAsync(EngineSource engine)
    {
        string table = $"batch_{Guid.NewGuid():N}";
        await engine.Source.ExecuteAsync($"create table {table} (i int primary key)");
        return table;
    }
}
