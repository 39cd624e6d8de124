using System.Data;
using Quarry.Contracts;
using Quarry.Plugins.Sqlite.Tests.Support;

namespace Quarry.Plugins.Sqlite.Tests;

public sealed class TransactionTests
{
    [Fact]
    public async Task A_transaction_commits_or_rolls_back_as_a_whole()
    {
        await using TestSession db = await OpenAsync();
        await db.Session.BeginAsync(TransactionOptions.Default, default);
        await db.RunAsync("INSERT INTO t VALUES (1); INSERT INTO t VALUES (2)");
        await db.Session.CommitAsync(default);
        await db.Session.BeginAsync(new() { Isolation = IsolationLevel.Serializable }, default);
        await db.RunAsync("DELETE FROM t");
        await db.Session.RollbackAsync(default);
        (await db.ScalarAsync("SELECT count(*) FROM t")).Should().Be(2L);
    }

    [Fact]
    public async Task Savepoints_nest()
    {
        await using TestSession db = await OpenAsync();
        await db.Session.BeginAsync(TransactionOptions.Default, default);
        await db.RunAsync("INSERT INTO t VALUES (1)");
        await db.Session.SaveAsync("a \"b\"", default);
        await db.RunAsync("INSERT INTO t VALUES (2)");
        await db.Session.SaveAsync("c", default);
        await db.RunAsync("INSERT INTO t VALUES (3)");
        await db.Session.ReleaseAsync("c", default);
        await db.Session.RollbackToAsync("a \"b\"", default);
        await db.RunAsync("INSERT INTO t VALUES (4)");
        await db.Session.CommitAsync(default);
        (await db.QueryAsync("SELECT c FROM t ORDER BY c")).Column(0).Should().Equal(1L, 4L);
    }

    [Fact]
    public async Task A_read_only_transaction_refuses_to_write_and_the_next_may()
    {
        await using TestSession db = await OpenAsync();
        foreach (bool commit in (bool[])[true, false])
        {
            await db.Session.BeginAsync(new() { ReadOnly = true }, default);
            Func<Task> write = () => db.RunAsync("INSERT INTO t VALUES (1)");
            (await write.Should().ThrowAsync<QuarryException>()).Which.SqlState.Should().Be("25006");
            await (commit ? db.Session.CommitAsync(default) : db.Session.RollbackAsync(default));
        }

        (await db.RunAsync("INSERT INTO t VALUES (1)")).Should().Be(1);
    }

    [Theory]
    [InlineData(IsolationLevel.ReadUncommitted)]
    [InlineData(IsolationLevel.ReadCommitted)]
    [InlineData(IsolationLevel.RepeatableRead)]
    [InlineData(IsolationLevel.Snapshot)]
    [InlineData(IsolationLevel.Chaos)]
    public async Task Another_isolation_is_refused(IsolationLevel isolation)
    {
        await using TestSession db = await OpenAsync();
        Func<Task> begin = () => db.Session.BeginAsync(new() { Isolation = isolation }, default).AsTask();
        (await begin.Should().ThrowAsync<QuarryException>()).Which.Message.Should().Contain(isolation.ToString()).And.Contain("Serializable");
    }

    [Fact]
    public async Task A_transaction_is_begun_once_and_ended_once()
    {
        await using TestSession db = await OpenAsync();
        await ((Func<Task>)(() => db.Session.CommitAsync(default).AsTask())).Should().ThrowAsync<InvalidOperationException>();
        await ((Func<Task>)(() => db.Session.RollbackAsync(default).AsTask())).Should().ThrowAsync<InvalidOperationException>();
        await db.Session.BeginAsync(TransactionOptions.Default, default);
        await ((Func<Task>)(() => db.Session.BeginAsync(TransactionOptions.Default, default).AsTask())).Should().ThrowAsync<InvalidOperationException>();
        await db.Session.RollbackAsync(default);
    }

    [Fact]
    public async Task A_transaction_that_SQLite_rolled_back_cannot_be_committed_but_rolled_back()
    {
        await using TestSession db = await OpenAsync();
        await db.RunAsync("CREATE TABLE u(c UNIQUE ON CONFLICT ROLLBACK); INSERT INTO u VALUES (1)");
        foreach (bool commit in (bool[])[true, false])
        {
            await db.Session.BeginAsync(TransactionOptions.Default, default);
            Func<Task> insert = () => db.RunAsync("INSERT INTO u VALUES (1)");
            await insert.Should().ThrowAsync<QuarryException>();
            if (commit)
            {
                Func<Task> call = () => db.Session.CommitAsync(default).AsTask();
                (await call.Should().ThrowAsync<QuarryException>()).Which.SqlState.Should().Be("40000");
            }
            else
            {
                await db.Session.RollbackAsync(default);
            }
        }
    }

    [Fact]
    public async Task A_failed_commit_leaves_the_transaction_open()
    {
        await using TestSession db = await OpenAsync();
        await db.RunAsync("CREATE TABLE p(id INTEGER PRIMARY KEY); CREATE TABLE k(p REFERENCES p DEFERRABLE INITIALLY DEFERRED)");
        await db.Session.BeginAsync(TransactionOptions.Default, default);
        await db.RunAsync("INSERT INTO k VALUES (5)");
        Func<Task> commit = () => db.Session.CommitAsync(default).AsTask();
        QuarryException error = (await commit.Should().ThrowAsync<QuarryException>()).Which;
        error.SqlState.Should().Be("23503");
        error.OutcomeUnknown.Should().BeFalse();
        await db.RunAsync("INSERT INTO p VALUES (5)");
        await db.Session.CommitAsync(default);
        (await db.ScalarAsync("SELECT count(*) FROM k")).Should().Be(1L);
    }

    [Fact]
    public async Task A_cancelled_token_does_not_commit()
    {
        await using TestSession db = await OpenAsync();
        await db.Session.BeginAsync(TransactionOptions.Default, default);
        await db.RunAsync("INSERT INTO t VALUES (1)");
        await ((Func<Task>)(() => db.Session.CommitAsync(new CancellationToken(true)).AsTask())).Should().ThrowAsync<OperationCanceledException>();
        await db.Session.RollbackAsync(default);
        (await db.ScalarAsync("SELECT count(*) FROM t")).Should().Be(0L);
    }

    [Fact]
    public async Task A_reading_transaction_does_not_block_a_writer_in_WAL_mode()
    {
        using var folder = new TempFolder();
        await using TestSession writer = await TestSession.OpenAsync(folder.File("a.db"), ("mode", "rwc"));
        await writer.RunAsync("PRAGMA journal_mode = WAL; CREATE TABLE t(c); INSERT INTO t VALUES (1)");
        await using TestSession reader = await TestSession.OpenAsync(folder.File("a.db"), ("busy_timeout", "0"));
        await reader.Session.BeginAsync(new() { ReadOnly = true }, default);
        (await reader.ScalarAsync("SELECT count(*) FROM t")).Should().Be(1L);
        await writer.RunAsync("INSERT INTO t VALUES (2)");
        (await reader.ScalarAsync("SELECT count(*) FROM t")).Should().Be(1L, "the transaction reads one state");
        await reader.Session.CommitAsync(default);
        (await reader.ScalarAsync("SELECT count(*) FROM t")).Should().Be(2L);
    }

    [Fact]
    public async Task A_lock_timeout_holds_for_its_transaction_only()
    {
        using var folder = new TempFolder();
        await using TestSession owner = await TestSession.OpenAsync(folder.File("a.db"), ("mode", "rwc"));
        await owner.RunAsync("CREATE TABLE t(c)");
        await using TestSession other = await TestSession.OpenAsync(folder.File("a.db"), ("busy_timeout", "60000"));
        var limited = new TransactionOptions { LockTimeout = TimeSpan.FromMilliseconds(1) };
        foreach (bool failsFirst in (bool[])[true, false])
        {
            if (!failsFirst)
            {
                await other.Session.BeginAsync(limited, default);
                await other.RunAsync("INSERT INTO t VALUES (1)");
                await other.Session.CommitAsync(default);
            }

            await owner.Session.BeginAsync(TransactionOptions.Default, default);
            Func<Task> begin = () => other.Session.BeginAsync(limited, default).AsTask();
            if (failsFirst)
            {
                (await begin.Should().ThrowAsync<QuarryException>()).Which.SqlState.Should().Be("HYT00");
            }

            using var source = new CancellationTokenSource(50);
            Func<Task> waits = () => other.Session.ExecuteAsync(TestSession.Plan("INSERT INTO t VALUES (2)"), [], source.Token).AsTask();
            await waits.Should().ThrowAsync<OperationCanceledException>("the session's own limit is a minute");
            await owner.Session.RollbackAsync(default);
        }
    }

    [Fact]
    public async Task A_deferrable_transaction_is_refused()
    {
        await using TestSession db = await OpenAsync();
        Func<Task> begin = () => db.Session.BeginAsync(new() { Isolation = IsolationLevel.Serializable, ReadOnly = true, Deferrable = true }, default).AsTask();
        (await begin.Should().ThrowAsync<QuarryException>()).Which.Message.Should().Contain("deferrable");
    }

    private static async Task<TestSession> OpenAsync()
    {
        TestSession db = await TestSession.OpenAsync();
        await db.RunAsync("CREATE TABLE t(c INTEGER)");
        return db;
    }
}
