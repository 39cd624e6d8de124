using System.Data;
using Quarry.Contracts;
using Quarry.Engine;
using Quarry.PostgreSql.ServerTests.Faults;

namespace Quarry.PostgreSql.ServerTests.Engine;

/// <summary>The engine's transactions on a real server.</summary>
public sealed class TransactionTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private const int Inserts = 1000;

    [Fact]
    public async Task Conflicting_serializable_transactions_are_repeated_until_all_have_counted()
    {
        await using EngineSource engine = EngineSource.Of(shared.Server);
        string table = Mark();
        await engine.Source.ExecuteAsync($"create table {table} (n int)");
        await engine.Source.ExecuteAsync($"insert into {table} values (0)");
        int attempts = 0;
        var retry = new RetryOptions { MaxAttempts = 1000, FirstDelay = TimeSpan.FromMilliseconds(1), MaxDelay = TimeSpan.FromMilliseconds(20) };
        // All eight have read before the first writes, so that seven of them cannot be serialized.
        using var together = new CountdownEvent(8);
        var read = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => engine.Source.RunInTransactionAsync(
            async (transaction, token) =>
            {
                object? n = await EngineSource.ScalarAsync(transaction.QueryAsync($"select n from {table}", null, token));
                if (Interlocked.Increment(ref attempts) <= 8 && together.Signal())
                {
                    read.SetResult();
                }

                await read.Task;
                return await transaction.ExecuteAsync($"update {table} set n = @n", new { n = (int)n! + 1 }, token);
            },
            new() { Isolation = IsolationLevel.Serializable }, retry, default).AsTask()));
        (await engine.ScalarAsync($"select n from {table}")).Should().Be(8);
        attempts.Should().BeGreaterThan(8, "serialization failures were met and repeated");
    }

    [Fact]
    public async Task A_deadlock_is_repeated()
    {
        await using EngineSource engine = EngineSource.Of(shared.Server);
        string table = Mark();
        await engine.Source.ExecuteAsync($"create table {table} (id int primary key, n int)");
        await engine.Source.ExecuteAsync($"insert into {table} values (1, 0), (2, 0)");
        int attempts = 0;
        var both = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        int locked = 0;
        async Task RunAsync(int first, int second) => await engine.Source.RunInTransactionAsync(
            async (transaction, token) =>
            {
                Interlocked.Increment(ref attempts);
                await transaction.ExecuteAsync($"update {table} set n = n + 1 where id = @id", new { id = first }, token);
                if (Interlocked.Increment(ref locked) == 2)
                {
                    both.SetResult();
                }

                await both.Task;
                return await transaction.ExecuteAsync($"update {table} set n = n + 1 where id = @id", new { id = second }, token);
            },
            TransactionOptions.Default, RetryOptions.Default, default);
        await Task.WhenAll(RunAsync(1, 2), RunAsync(2, 1));
        (await engine.ScalarAsync($"select sum(n) from {table}")).Should().Be(4L);
        attempts.Should().Be(3);
    }

    [Fact]
    public async Task Isolation_access_and_savepoints_take_effect_at_the_server()
    {
        await using EngineSource engine = EngineSource.Of(shared.Server);
        string table = Mark();
        await engine.Source.ExecuteAsync($"create table {table} (n int)");
        await using (Transaction transaction = await engine.Source.BeginAsync(new() { Isolation = IsolationLevel.Serializable, ReadOnly = true, Deferrable = true, LockTimeout = TimeSpan.FromSeconds(7) }, default))
        {
            (await EngineSource.ScalarAsync(transaction.QueryAsync(
                "select concat_ws(' ', current_setting('transaction_isolation'), current_setting('transaction_read_only'), current_setting('transaction_deferrable'), current_setting('lock_timeout'))")))
                .Should().Be("serializable on on 7s");
            await transaction.Awaiting(open => open.ExecuteAsync($"insert into {table} values (1)").AsTask()).Should().ThrowAsync<QuarryException>();
        }

        await using (Transaction transaction = await engine.Source.BeginAsync())
        {
            await transaction.ExecuteAsync($"insert into {table} values (1)");
            await transaction.SaveAsync("here");
            await transaction.ExecuteAsync($"insert into {table} values (2)");
            await transaction.Awaiting(open => open.ExecuteAsync("select 1 / 0").AsTask()).Should().ThrowAsync<QuarryException>();
            await transaction.RollbackToAsync("here");
            await transaction.CommitAsync();
        }

        (await engine.ScalarAsync($"select sum(n) from {table}")).Should().Be(1L);
        (await engine.ScalarAsync("select current_setting('lock_timeout')")).Should().Be("0", "the next user sees the defaults");
    }

    [Fact]
    public async Task A_thousand_inserts_under_resets_are_there_gone_or_unknown()
    {
        string table = Mark();
        await Outcomes.CheckAsync(shared.Server, table, Inserts, callers: 8, id => InsertAsync(table, id, after: id * 37 % 400));
    }

    private async Task InsertAsync(string table, int id, int after)
    {
        await using var proxy = new FaultProxy(shared.Server);
        await using EngineSource engine = EngineSource.Through(proxy.Port, table);
        await engine.ScalarAsync("select 1");
        proxy.Arm(Toxic.Reset, after);
        await engine.Source.RunInTransactionAsync(
            async (transaction, token) => await transaction.ExecuteAsync($"insert into {table} values (@id)", new { id }, token), TransactionOptions.Default, RetryOptions.Default, default);
    }

    private static string Mark() => $"transaction_{Guid.NewGuid():N}";
}
