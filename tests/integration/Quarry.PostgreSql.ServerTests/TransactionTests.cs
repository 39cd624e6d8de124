using System.Data;
using Quarry.Contracts;

namespace Quarry.PostgreSql.ServerTests;

/// <summary>Options of transactions by what they do at the server.</summary>
public sealed class TransactionTests(SharedServer shared) : IClassFixture<SharedServer>
{
    [Theory]
    [InlineData(IsolationLevel.ReadCommitted, 2)]
    [InlineData(IsolationLevel.RepeatableRead, 1)]
    [InlineData(IsolationLevel.Snapshot, 1)]
    [InlineData(IsolationLevel.Serializable, 1)]
    public async Task A_read_is_repeatable_or_not(IsolationLevel isolation, int second)
    {
        string table = await TableAsync();
        await using Session session = await Open.SessionAsync(shared.Server);
        await session.BeginAsync(new() { Isolation = isolation }, CancellationToken.None);
        (await Open.RowsAsync(session, $"select i from {table}"))[0].Should().Equal(1);
        await shared.Server.PsqlAsync($"update {table} set i = 2");
        (await Open.RowsAsync(session, $"select i from {table}"))[0].Should().Equal(second);
        await session.RollbackAsync(CancellationToken.None);
    }

    [Theory]
    [InlineData(IsolationLevel.Serializable, "40001")]
    [InlineData(IsolationLevel.RepeatableRead, null)]
    public async Task A_write_skew_fails_only_if_serializable(IsolationLevel isolation, string? state)
    {
        string table = await TableAsync();
        await using Session first = await Open.SessionAsync(shared.Server);
        await using Session second = await Open.SessionAsync(shared.Server);
        foreach (Session session in (Session[])[first, second])
        {
            await session.BeginAsync(new() { Isolation = isolation }, CancellationToken.None);
            await Open.RowsAsync(session, $"select sum(i) from {table}");
        }

        Func<Task> both = async () =>
        {
            foreach (Session session in (Session[])[first, second])
            {
                await Open.RowsAsync(session, $"insert into {table} select sum(i) from {table}");
                await session.CommitAsync(CancellationToken.None);
            }
        };
        if (state is null)
        {
            await both.Should().NotThrowAsync();
        }
        else
        {
            (await both.Should().ThrowAsync<QuarryException>()).Which.Should().Match<QuarryException>(error => error.SqlState == state && error.IsTransient && !error.OutcomeUnknown);
        }
    }

    [Fact]
    public async Task A_read_only_transaction_refuses_writes()
    {
        string table = await TableAsync();
        await using Session session = await Open.SessionAsync(shared.Server);
        await session.BeginAsync(new() { ReadOnly = true }, CancellationToken.None);
        Func<Task> write = () => Open.RowsAsync(session, $"delete from {table}");
        (await write.Should().ThrowAsync<QuarryException>()).Which.SqlState.Should().Be("25006");
    }

    [Fact]
    public async Task A_lock_timeout_ends_the_wait_and_ends_with_the_transaction()
    {
        string table = await TableAsync();
        await using Session holder = await Open.SessionAsync(shared.Server);
        await using Session session = await Open.SessionAsync(shared.Server);
        await holder.BeginAsync(TransactionOptions.Default, CancellationToken.None);
        await Open.RowsAsync(holder, $"update {table} set i = 5");
        await session.BeginAsync(new() { LockTimeout = TimeSpan.FromMilliseconds(30) }, CancellationToken.None);
        Func<Task> wait = () => Open.RowsAsync(session, $"update {table} set i = 6");
        (await wait.Should().ThrowAsync<QuarryException>()).Which.Should().Match<QuarryException>(error => error.SqlState == "55P03" && error.IsTransient);
        await session.RollbackAsync(CancellationToken.None);
        (await Open.RowsAsync(session, "show lock_timeout"))[0].Should().Equal("0");
        await session.BeginAsync(new() { LockTimeout = TimeSpan.FromMilliseconds(1500) }, CancellationToken.None);
        (await Open.RowsAsync(session, "show lock_timeout"))[0].Should().Equal("1500ms");
    }

    [Fact]
    public async Task A_deferrable_transaction_is_one_and_needs_its_isolation()
    {
        await using Session session = await Open.SessionAsync(shared.Server);
        var deferrable = new TransactionOptions { Isolation = IsolationLevel.Serializable, ReadOnly = true, Deferrable = true };
        await session.BeginAsync(deferrable, CancellationToken.None);
        (await Open.RowsAsync(session, "select current_setting('transaction_deferrable'), current_setting('transaction_isolation')"))[0].Should().Equal("on", "serializable");
        await session.RollbackAsync(CancellationToken.None);
        foreach (TransactionOptions unfit in (TransactionOptions[])[deferrable with { ReadOnly = false }, deferrable with { Isolation = IsolationLevel.RepeatableRead }])
        {
            Func<Task> begin = () => session.BeginAsync(unfit, CancellationToken.None).AsTask();
            (await begin.Should().ThrowAsync<QuarryException>()).Which.Code.Should().Be(21213);
        }
    }

    private async Task<string> TableAsync()
    {
        string table = $"transactions_{Guid.NewGuid():N}";
        await shared.Server.PsqlAsync($"create table {table} (i int); insert into {table} values (1)");
        return table;
    }
}
