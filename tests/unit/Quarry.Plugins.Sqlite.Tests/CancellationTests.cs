using System.Diagnostics;
using Quarry.Contracts;
using Quarry.Plugins.Sqlite.Native;
using Quarry.Plugins.Sqlite.Tests.Support;

namespace Quarry.Plugins.Sqlite.Tests;

public sealed class CancellationTests
{
    // Minutes of work, if nothing ends it.
    private const string Endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n";
    private const string EndlessRows = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n";

    [Fact]
    public async Task A_token_ends_a_running_statement_and_the_session_works_on()
    {
        await using TestSession db = await TestSession.OpenAsync();
        using var source = new CancellationTokenSource(30);
        Func<Task> run = () => db.Session.ExecuteAsync(TestSession.Plan(Endless), [], source.Token).AsTask();
        (await run.Should().ThrowAsync<OperationCanceledException>()).Which.CancellationToken.Should().Be(source.Token);
        (await db.ScalarAsync("SELECT 1")).Should().Be(1L);
    }

    [Fact]
    public void A_request_while_a_connection_is_being_opened_finds_none_to_interrupt()
    {
        using var interrupter = new Interrupter(TimeProvider.System, TimeSpan.Zero);
        CancelScope scope = interrupter.Begin();
        // With the library this would be the end of the process.
        interrupter.Run(scope, () =>
        {
            interrupter.CancelCurrent();
            return true;
        });
        scope.Requested.Should().BeTrue();
    }

    [Fact]
    public async Task Cancel_from_another_thread_ends_a_running_statement()
    {
        await using TestSession db = await TestSession.OpenAsync();
        Task running = db.QueryAsync(Endless);
        while (!running.IsCompleted)
        {
            db.Session.Cancel();
            await Task.Yield();
        }

        await ((Func<Task>)(() => running)).Should().ThrowAsync<OperationCanceledException>();
        (await db.ScalarAsync("SELECT 1")).Should().Be(1L);
    }

    [Fact]
    public async Task Cancel_when_nothing_runs_does_not_hit_the_next_statement()
    {
        await using TestSession db = await TestSession.OpenAsync();
        for (int i = 0; i < 100; i++)
        {
            db.Session.Cancel();
            (await db.ScalarAsync("SELECT 1")).Should().Be(1L);
            db.Session.Cancel();
        }
    }

    [Fact]
    public async Task The_token_of_the_execution_ends_a_paused_result()
    {
        await using TestSession db = await TestSession.OpenAsync();
        using var source = new CancellationTokenSource();
        await using (ResultReader reader = await db.Session.ExecuteAsync(TestSession.Plan(EndlessRows), [], source.Token))
        {
            (await reader.ReadAsync(default))!.Dispose();
            await source.CancelAsync();
            Func<Task> read = async () => await reader.ReadAsync(default);
            await read.Should().ThrowAsync<OperationCanceledException>();
        }

        (await db.ScalarAsync("SELECT 1")).Should().Be(1L);
    }

    [Fact]
    public async Task The_token_of_a_read_ends_it_and_Cancel_ends_a_paused_result()
    {
        await using TestSession db = await TestSession.OpenAsync();
        await using (ResultReader reader = await db.Session.ExecuteAsync(TestSession.Plan($"SELECT 1 UNION ALL SELECT * FROM ({Endless})", batch: new() { Rows = 1 }), [], default))
        {
            using var source = new CancellationTokenSource(30);
            Func<Task> read = async () =>
            {
                while (await reader.ReadAsync(source.Token) is { } batch)
                {
                    batch.Dispose();
                }
            };
            await read.Should().ThrowAsync<OperationCanceledException>();
        }

        await using (ResultReader reader = await db.StartAsync(EndlessRows))
        {
            (await reader.ReadAsync(default))!.Dispose();
            db.Session.Cancel();
            Func<Task> read = async () => await reader.ReadAsync(default);
            await read.Should().ThrowAsync<OperationCanceledException>();
        }

        (await db.ScalarAsync("SELECT 1")).Should().Be(1L);
    }

    [Fact]
    public async Task A_token_that_was_cancelled_before_runs_nothing()
    {
        await using TestSession db = await TestSession.OpenAsync();
        Func<Task> run = () => db.Session.ExecuteAsync(TestSession.Plan("CREATE TABLE t(c)"), [], new CancellationToken(true)).AsTask();
        await run.Should().ThrowAsync<OperationCanceledException>();
        (await db.ScalarAsync("SELECT count(*) FROM sqlite_schema")).Should().Be(0L);
    }

    [Fact]
    public async Task A_wait_for_a_lock_ends_at_once()
    {
        using var folder = new TempFolder();
        await using TestSession owner = await TestSession.OpenAsync(folder.File("a.db"), ("mode", "rwc"));
        await owner.RunAsync("CREATE TABLE t(c); BEGIN IMMEDIATE");
        await using TestSession other = await TestSession.OpenAsync(folder.File("a.db"), ("busy_timeout", "60000"));
        var watch = Stopwatch.StartNew();
        using (var source = new CancellationTokenSource(50))
        {
            Func<Task> run = () => other.Session.ExecuteAsync(TestSession.Plan("INSERT INTO t VALUES (1)"), [], source.Token).AsTask();
            await run.Should().ThrowAsync<OperationCanceledException>();
        }

        Task begin = other.Session.BeginAsync(TransactionOptions.Default, default).AsTask();
        while (!begin.IsCompleted)
        {
            other.Session.Cancel();
            await Task.Yield();
        }

        await ((Func<Task>)(() => begin)).Should().ThrowAsync<OperationCanceledException>();
        watch.Elapsed.Should().BeLessThan(TimeSpan.FromSeconds(20));
        (await other.ScalarAsync("SELECT count(*) FROM t")).Should().Be(0L);
    }

    [Fact]
    public async Task A_cancelled_write_leaves_nothing_and_the_transaction_is_known_to_be_lost()
    {
        await using TestSession db = await TestSession.OpenAsync();
        await db.RunAsync("CREATE TABLE t(c)");
        await db.Session.BeginAsync(TransactionOptions.Default, default);
        await db.RunAsync("INSERT INTO t VALUES (1)");
        using var source = new CancellationTokenSource(30);
        Func<Task> run = () => db.Session.ExecuteAsync(TestSession.Plan("INSERT INTO t " + EndlessRows), [], source.Token).AsTask();
        await run.Should().ThrowAsync<OperationCanceledException>();
        Func<Task> commit = () => db.Session.CommitAsync(default).AsTask();
        (await commit.Should().ThrowAsync<QuarryException>()).Which.Message.Should().Contain("Nothing was committed");
        (await db.ScalarAsync("SELECT count(*) FROM t")).Should().Be(0L);
    }

    [Fact]
    public async Task Cancels_at_random_moments_never_hit_a_later_statement()
    {
        await using TestSession db = await TestSession.OpenAsync();
        var random = new Random(11);
        for (int i = 0; i < 300; i++)
        {
            using var source = new CancellationTokenSource();
            Task cancel = Task.Run(async () =>
            {
                for (int spin = random.Next(200); spin > 0; spin--)
                {
                    await Task.Yield();
                }

                await source.CancelAsync();
            });
            try
            {
                await using ResultReader reader = await db.Session.ExecuteAsync(
                    TestSession.Plan("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20000) SELECT i FROM n", batch: new() { Rows = 1000 }), [], source.Token);
                while (await reader.ReadAsync(default) is { } batch)
                {
                    batch.Dispose();
                }
            }
            catch (OperationCanceledException)
            {
            }

            await cancel;
            (await db.ScalarAsync("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 10000) SELECT count(*) FROM n")).Should().Be(10000L);
        }
    }
}
