using Quarry.Contracts;
using Quarry.Plugins.Sqlite.Tests.Support;

namespace Quarry.Plugins.Sqlite.Tests;

/// <summary>Reset, ping, prepared statements, several results, and the end.</summary>
public sealed class SessionLifeTests
{
    [Fact]
    public async Task Reset_brings_back_the_state_of_a_new_session()
    {
        using var folder = new TempFolder();
        await using TestSession db = await TestSession.OpenAsync(folder.File("a.db"), ("mode", "rwc"));
        await db.RunAsync("CREATE TABLE t(c INTEGER)");
        Table before = await db.QueryAsync(State);
        await using PreparedStatement prepared = await db.Session.PrepareAsync(TestSession.Plan("SELECT c FROM t"), default);

        await db.RunAsync($"""
            CREATE TEMP TABLE tt(c); CREATE TEMP VIEW tv AS SELECT 1; CREATE TEMP TRIGGER tg AFTER INSERT ON t BEGIN SELECT 1; END;
            ATTACH '{folder.File("b.db")}' AS other;
            PRAGMA query_only = ON; PRAGMA query_only = OFF; PRAGMA foreign_keys = OFF; PRAGMA cache_size = 17; PRAGMA synchronous = OFF; PRAGMA recursive_triggers = ON;
            PRAGMA case_sensitive_like = ON; PRAGMA ignore_check_constraints = ON; PRAGMA busy_timeout = 1; PRAGMA reverse_unordered_selects = ON
            """);
        await db.Session.BeginAsync(new() { ReadOnly = true }, default);
        ResultReader open = await db.StartAsync("SELECT * FROM t");
        ResultReader openPrepared;
        await open.DisposeAsync();
        openPrepared = await prepared.ExecuteAsync([], default);

        await db.Session.ResetAsync(default);
        await openPrepared.DisposeAsync();
        (await db.QueryAsync(State)).Rows[0].Should().Equal(before.Rows[0]);
        (await db.QueryAsync("SELECT name FROM sqlite_temp_schema")).Rows.Should().BeEmpty();
        (await db.QueryAsync("SELECT name FROM pragma_database_list WHERE name = 'other'")).Rows.Should().BeEmpty();
        (await db.ScalarAsync("SELECT 'A' LIKE 'a'")).Should().Be(1L);
        (await db.RunAsync("INSERT INTO t VALUES (1)")).Should().Be(1);
        await using ResultReader again = await prepared.ExecuteAsync([], default);
        (await Table.ReadAsync(again)).Rows.Should().ContainSingle();
    }

    [Fact]
    public async Task Reset_ends_an_open_result_and_frees_the_session()
    {
        await using TestSession db = await TestSession.OpenAsync();
        ResultReader open = await db.Session.ExecuteAsync(new() { Sql = "SELECT 1 UNION ALL SELECT 2", Batch = new() { Rows = 1 } }, [], default);
        await db.Session.ResetAsync(default);
        (await db.ScalarAsync("SELECT 7")).Should().Be(7L);
        await open.Invoking(async reader => await reader.ReadAsync(default)).Should().ThrowAsync<InvalidOperationException>();
        await open.DisposeAsync();
        (await db.ScalarAsync("SELECT 8")).Should().Be(8L);
    }

    [Fact]
    public async Task Reset_rolls_back()
    {
        await using TestSession db = await TestSession.OpenAsync();
        await db.RunAsync("CREATE TABLE t(c)");
        await db.Session.BeginAsync(TransactionOptions.Default, default);
        await db.RunAsync("INSERT INTO t VALUES (1)");
        ResultReader open = await db.StartAsync("SELECT c FROM t UNION ALL SELECT 2");
        await db.Session.ResetAsync(default);
        await ((Func<Task>)(async () => await open.NextResultAsync(default))).Should().ThrowAsync<InvalidOperationException>();
        await open.DisposeAsync();
        (await db.ScalarAsync("SELECT count(*) FROM t")).Should().Be(0L);
        await db.RunAsync("BEGIN");
        await db.Session.ResetAsync(default);
        await db.RunAsync("BEGIN; COMMIT");
    }

    [Fact]
    public async Task A_wait_for_a_lock_can_still_be_cancelled_after_a_reset()
    {
        using var folder = new TempFolder();
        await using TestSession owner = await TestSession.OpenAsync(folder.File("a.db"), ("mode", "rwc"));
        await owner.RunAsync("CREATE TABLE t(c); BEGIN IMMEDIATE");
        await using TestSession other = await TestSession.OpenAsync(folder.File("a.db"), ("busy_timeout", "60000"));
        await other.RunAsync("PRAGMA busy_timeout = 1");
        await other.Session.ResetAsync(default);
        using var source = new CancellationTokenSource(50);
        Func<Task> run = () => other.Session.ExecuteAsync(TestSession.Plan("INSERT INTO t VALUES (1)"), [], source.Token).AsTask();
        await run.Should().ThrowAsync<OperationCanceledException>();
    }

    [Fact]
    public async Task A_prepared_statement_runs_again_with_other_parameters()
    {
        await using TestSession db = await TestSession.OpenAsync();
        await db.RunAsync("CREATE TABLE t(c INTEGER)");
        await using PreparedStatement insert = await db.Session.PrepareAsync(TestSession.Plan("INSERT INTO t VALUES (?1) RETURNING c * 2", 1), default);
        foreach (long value in (long[])[1, 2, 3])
        {
            await using ResultReader reader = await insert.ExecuteAsync([new(LogicalType.Int64, value)], default);
            (await Table.ReadAsync(reader)).Rows[0][0].Should().Be(value * 2);
            reader.RowsAffected.Should().Be(1);
        }

        await ((Func<Task>)(() => insert.ExecuteAsync([], default).AsTask())).Should().ThrowAsync<QuarryException>();
        (await db.ScalarAsync("SELECT sum(c) FROM t")).Should().Be(6L);
    }

    [Fact]
    public async Task A_prepared_statement_survives_a_change_of_the_schema()
    {
        await using TestSession db = await TestSession.OpenAsync();
        await db.RunAsync("CREATE TABLE t(a INTEGER); INSERT INTO t VALUES (1)");
        await using PreparedStatement select = await db.Session.PrepareAsync(TestSession.Plan("SELECT * FROM t"), default);
        await db.RunAsync("ALTER TABLE t ADD COLUMN b TEXT DEFAULT 'x'");
        await using (ResultReader reader = await select.ExecuteAsync([], default))
        {
            (await Table.ReadAsync(reader)).Rows[0].Should().Equal(1L, "x");
        }

        await db.RunAsync("DROP TABLE t");
        await ((Func<Task>)(() => select.ExecuteAsync([], default).AsTask())).Should().ThrowAsync<QuarryException>();
    }

    [Fact]
    public async Task A_prepared_text_may_hold_several_statements_or_none()
    {
        await using TestSession db = await TestSession.OpenAsync();
        await using PreparedStatement several = await db.Session.PrepareAsync(TestSession.Plan("CREATE TEMP TABLE s(c); INSERT INTO s VALUES (1); SELECT c FROM s; DROP TABLE s"), default);
        for (int i = 0; i < 2; i++)
        {
            await using ResultReader reader = await several.ExecuteAsync([], default);
            reader.RowsAffected.Should().Be(-1);
            (await reader.NextResultAsync(default)).Should().BeTrue();
            reader.RowsAffected.Should().Be(1);
            (await reader.NextResultAsync(default)).Should().BeTrue();
            (await Table.ReadAsync(reader)).Rows.Should().ContainSingle();
            (await reader.NextResultAsync(default)).Should().BeTrue();
            (await reader.NextResultAsync(default)).Should().BeFalse();
        }

        await using PreparedStatement none = await db.Session.PrepareAsync(TestSession.Plan("-- nothing"), default);
        await using ResultReader empty = await none.ExecuteAsync([], default);
        empty.Schema.Should().BeNull();
        (await empty.ReadAsync(default)).Should().BeNull();
    }

    [Fact]
    public async Task A_prepared_statement_disposed_with_its_result_open_frees_both()
    {
        await using TestSession db = await TestSession.OpenAsync();
        PreparedStatement prepared = await db.Session.PrepareAsync(TestSession.Plan("VALUES (1), (2)"), default);
        ResultReader reader = await prepared.ExecuteAsync([], default);
        await prepared.DisposeAsync();
        await prepared.DisposeAsync();
        await reader.DisposeAsync();
        await ((Func<Task>)(() => prepared.ExecuteAsync([], default).AsTask())).Should().ThrowAsync<ObjectDisposedException>();
        await db.Session.PingAsync(default);
    }

    [Fact]
    public async Task Each_statement_of_a_text_is_a_result()
    {
        await using TestSession db = await TestSession.OpenAsync();
        await using ResultReader reader = await db.StartAsync("""
            /* first */ CREATE TABLE t(c INTEGER); -- then
            INSERT INTO t VALUES (?1), (?2);; SELECT c FROM t; UPDATE t SET c = 0 WHERE 0; DROP TABLE t; /* done */
            """, new(LogicalType.Int64, 1L), new(LogicalType.Int64, 2L));
        reader.Schema.Should().BeNull();
        reader.RowsAffected.Should().Be(-1);
        (await reader.ReadAsync(default)).Should().BeNull();
        (await reader.NextResultAsync(default)).Should().BeTrue();
        reader.RowsAffected.Should().Be(2);
        (await reader.NextResultAsync(default)).Should().BeTrue();
        reader.RowsAffected.Should().Be(-1, "a SELECT changes nothing, whatever changed before");
        reader.Schema!.Columns.Should().ContainSingle();
        (await reader.NextResultAsync(default)).Should().BeTrue("what is left of a result is skipped");
        reader.RowsAffected.Should().Be(0);
        (await reader.NextResultAsync(default)).Should().BeTrue();
        reader.RowsAffected.Should().Be(-1, "a DROP counts no rows");
        (await reader.NextResultAsync(default)).Should().BeFalse();
        (await reader.NextResultAsync(default)).Should().BeFalse();
    }

    [Theory]
    [InlineData("REPLACE INTO t VALUES (1)", 1)]
    [InlineData("  /* x */ -- y\n with n AS (SELECT 2 AS c UNION SELECT 3) INSERT INTO t SELECT c FROM n", 2)]
    [InlineData("DELETE FROM t", 1)]
    [InlineData("UPDATE t SET c = 3", 1)]
    [InlineData("WITH n AS (SELECT 1) SELECT * FROM n", -1)]
    [InlineData("EXPLAIN DELETE FROM t", -1)]
    [InlineData("PRAGMA user_version = 5", -1)]
    [InlineData("CREATE TABLE u AS SELECT * FROM t", -1)]
    [InlineData("", -1)]
    [InlineData("/* only */ ; -- this", -1)]
    public async Task Only_what_changes_rows_counts_them(string sql, long affected)
    {
        await using TestSession db = await TestSession.OpenAsync();
        await db.RunAsync("CREATE TABLE t(c INTEGER); INSERT INTO t VALUES (9)");
        (await db.RunAsync(sql)).Should().Be(affected);
    }

    [Fact]
    public async Task An_error_in_a_later_statement_leaves_the_earlier_results()
    {
        await using TestSession db = await TestSession.OpenAsync();
        await using (ResultReader reader = await db.StartAsync("SELECT 1; SELECT * FROM nix"))
        {
            (await Table.ReadAsync(reader)).Rows.Should().ContainSingle();
            await ((Func<Task>)(async () => await reader.NextResultAsync(default))).Should().ThrowAsync<QuarryException>();
        }

        await db.Session.PingAsync(default);
    }

    [Fact]
    public async Task Dispose_ends_everything_and_never_throws()
    {
        using var folder = new TempFolder();
        TestSession db = await TestSession.OpenAsync(folder.File("a.db"), ("mode", "rwc"));
        await db.RunAsync("CREATE TABLE t(c); BEGIN; INSERT INTO t VALUES (1)");
        PreparedStatement prepared = await db.Session.PrepareAsync(TestSession.Plan("SELECT c FROM t"), default);
        ResultReader reader = await prepared.ExecuteAsync([], default);
        await db.DisposeAsync();
        db.Session.Dispose();
        db.Session.Cancel();
        await reader.DisposeAsync();
        await prepared.DisposeAsync();
        await ((Func<Task>)(() => db.RunAsync("SELECT 1"))).Should().ThrowAsync<ObjectDisposedException>();
        await ((Func<Task>)(() => db.Session.ResetAsync(default).AsTask())).Should().ThrowAsync<ObjectDisposedException>();
        if (OperatingSystem.IsLinux())
        {
            Directory.GetFiles("/proc/self/fd").Select(file => new FileInfo(file).LinkTarget).Should().NotContain(target => target != null && target.StartsWith(folder.Path, StringComparison.Ordinal));
        }

        await using TestSession again = await TestSession.OpenAsync(folder.File("a.db"), ("busy_timeout", "0"));
        (await again.RunAsync("INSERT INTO t VALUES (2)")).Should().Be(1, "nothing holds a lock");
        (await again.ScalarAsync("SELECT count(*) FROM t")).Should().Be(1L, "an open transaction is rolled back");
    }

    [Fact]
    public async Task A_dispose_while_a_statement_runs_ends_it()
    {
        TestSession db = await TestSession.OpenAsync();
        Task running = db.QueryAsync("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n");
        await db.Session.DisposeAsync();
        await ((Func<Task>)(() => running)).Should().ThrowAsync<OperationCanceledException>();
        await db.DisposeAsync();
    }

    [Fact]
    public async Task The_server_tells_its_version_and_compile_options()
    {
        await using TestSession db = await TestSession.OpenAsync();
        db.Session.Server.Product.Should().Be("SQLite");
        db.Session.Server.VersionText.Should().Be((string?)await db.ScalarAsync("SELECT sqlite_version()"));
        db.Session.Server.Facts["threadsafe"].Should().Be("1");
        db.Session.Server.Facts["encoding"].Should().Be("UTF-8");
    }

    private const string State = """
        SELECT (SELECT foreign_keys FROM pragma_foreign_keys), (SELECT cache_size FROM pragma_cache_size), (SELECT synchronous FROM pragma_synchronous),
          (SELECT recursive_triggers FROM pragma_recursive_triggers), (SELECT ignore_check_constraints FROM pragma_ignore_check_constraints),
          (SELECT query_only FROM pragma_query_only), (SELECT reverse_unordered_selects FROM pragma_reverse_unordered_selects), (SELECT temp_store FROM pragma_temp_store)
        """;
}
