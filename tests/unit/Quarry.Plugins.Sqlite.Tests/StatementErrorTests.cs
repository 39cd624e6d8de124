using System.Collections.Immutable;
using System.Data;
using Quarry.Contracts;
using Quarry.Plugins.Sqlite.Tests.Support;

namespace Quarry.Plugins.Sqlite.Tests;

public sealed class StatementErrorTests
{
    [Theory]
    [InlineData("SELEC 1", 1, "42000")]
    [InlineData("SELECT 'ä🐘', nix FROM t", 15, "42S22")]
    [InlineData("SELECT 1 FROM nix", 0, "42S02")]
    [InlineData("SELECT 1; SELECT 'ü' FRO t", 26, "42000")]
    [InlineData("CREATE TABLE t(x)", 0, "42S01")]
    [InlineData("INSERT INTO t(nix) VALUES (1)", 0, "42S22")]
    [InlineData("SELECT abs(-9223372036854775807 - 1)", 0, "22003")]
    public async Task Broken_SQL_tells_where_and_what(string sql, int position, string sqlState)
    {
        await using TestSession db = await TestSession.OpenAsync();
        await db.RunAsync("CREATE TABLE t(c)");
        QuarryException error = await FailsAsync(db, sql);
        error.Code.Should().Be(20100);
        error.Kind.Should().Be(ErrorKind.User);
        error.SqlState.Should().Be(sqlState);
        error.Records.Should().ContainSingle().Which.VendorCode.Should().Be(1);
        if (position > 0)
        {
            error.Position.Should().Be(position);
            error.Message.Should().Contain($"at character {position}");
        }

        (await db.ScalarAsync("SELECT 1")).Should().Be(1L);
    }

    [Theory]
    [InlineData("INSERT INTO t VALUES (1, 5, 1, 1)", "23505", 1555)]
    [InlineData("INSERT INTO t VALUES (2, 1, 1, 1)", "23505", 2067)]
    [InlineData("INSERT INTO t VALUES (2, NULL, 1, 1)", "23502", 1299)]
    [InlineData("INSERT INTO t VALUES (2, 2, -1, 1)", "23514", 275)]
    [InlineData("INSERT INTO t VALUES (2, 2, 1, 99)", "23503", 787)]
    [InlineData("INSERT INTO s VALUES ('x')", "22018", 3091)]
    [InlineData("INSERT INTO k VALUES ('x')", "22018", 20)]
    public async Task A_constraint_has_the_SQLSTATE_of_the_standard(string sql, string sqlState, int vendorCode)
    {
        await using TestSession db = await TestSession.OpenAsync();
        await db.RunAsync("""
            CREATE TABLE p(id INTEGER PRIMARY KEY); INSERT INTO p VALUES (1);
            CREATE TABLE t(a TEXT PRIMARY KEY, b NOT NULL UNIQUE, c CHECK (c > 0), d REFERENCES p); INSERT INTO t VALUES (1, 1, 1, 1);
            CREATE TABLE s(i INTEGER) STRICT; CREATE TABLE k(id INTEGER PRIMARY KEY)
            """);
        QuarryException error = await FailsAsync(db, sql);
        error.SqlState.Should().Be(sqlState);
        error.VendorCode.Should().Be(vendorCode);
        error.Code.Should().Be(20101);
        error.IsTransient.Should().BeFalse();
    }

    [Fact]
    public async Task A_write_to_a_read_only_file_is_refused()
    {
        using var folder = new TempFolder();
        await using (TestSession db = await TestSession.OpenAsync(folder.File("a.db"), ("mode", "rwc")))
        {
            await db.RunAsync("CREATE TABLE t(c)");
        }

        await using TestSession readOnly = await TestSession.OpenAsync(folder.File("a.db"), ("mode", "ro"));
        QuarryException error = await FailsAsync(readOnly, "INSERT INTO t VALUES (1)");
        error.Code.Should().Be(20104);
        error.SqlState.Should().Be("25006");
        error.Message.Should().Contain("mode=rw");
        await readOnly.Session.BeginAsync(TransactionOptions.Default, default);
        (await readOnly.ScalarAsync("SELECT count(*) FROM t")).Should().Be(0L);
        await readOnly.Session.CommitAsync(default);
    }

    [Fact]
    public async Task A_full_disk_is_a_resource_error()
    {
        await using TestSession db = await TestSession.OpenAsync();
        await db.RunAsync("CREATE TABLE t(c); PRAGMA max_page_count = 10");
        QuarryException error = await FailsAsync(db, "INSERT INTO t VALUES (zeroblob(1000000))");
        error.Code.Should().Be(20105);
        error.Kind.Should().Be(ErrorKind.Resource);
        error.SqlState.Should().Be("53100");
    }

    [Fact]
    public async Task A_locked_database_is_busy_after_the_timeout()
    {
        using var folder = new TempFolder();
        await using TestSession owner = await TestSession.OpenAsync(folder.File("a.db"), ("mode", "rwc"));
        await owner.RunAsync("CREATE TABLE t(c)");
        await using TestSession other = await TestSession.OpenAsync(folder.File("a.db"), ("busy_timeout", "50"));
        await owner.RunAsync("BEGIN IMMEDIATE");
        var watch = System.Diagnostics.Stopwatch.StartNew();
        QuarryException error = await FailsAsync(other, "INSERT INTO t VALUES (1)");
        watch.ElapsedMilliseconds.Should().BeGreaterThanOrEqualTo(45);
        error.Code.Should().Be(20102);
        error.SqlState.Should().Be("HYT00");
        error.IsTransient.Should().BeTrue();
        await owner.RunAsync("COMMIT");
        (await other.RunAsync("INSERT INTO t VALUES (1)")).Should().Be(1);
    }

    [Fact]
    public async Task A_lock_that_ends_in_time_is_waited_for()
    {
        using var folder = new TempFolder();
        await using TestSession owner = await TestSession.OpenAsync(folder.File("a.db"), ("mode", "rwc"));
        await owner.RunAsync("CREATE TABLE t(c); BEGIN IMMEDIATE");
        await using TestSession other = await TestSession.OpenAsync(folder.File("a.db"), ("busy_timeout", "30000"));
        Task<long> insert = other.RunAsync("INSERT INTO t VALUES (1)");
        await owner.RunAsync("COMMIT");
        (await insert).Should().Be(1);
    }

    [Fact]
    public async Task A_damaged_file_says_so()
    {
        using var folder = new TempFolder();
        await using (TestSession db = await TestSession.OpenAsync(folder.File("a.db"), ("mode", "rwc")))
        {
            await db.RunAsync("CREATE TABLE t(c); WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000) INSERT INTO t SELECT 'some text' || i FROM n");
        }

        byte[] bytes = await File.ReadAllBytesAsync(folder.File("a.db"));
        bytes.AsSpan(4096).Fill(0xEE);
        await File.WriteAllBytesAsync(folder.File("a.db"), bytes);
        await using TestSession damaged = await TestSession.OpenAsync(folder.File("a.db"));
        QuarryException error = await FailsAsync(damaged, "SELECT c FROM t");
        error.Code.Should().Be(20107);
        error.Message.Should().Contain("integrity_check");
    }

    [Theory]
    [InlineData("SELECT ?1, ?2", 1, 20201)]
    [InlineData("SELECT ?1", 2, 20201)]
    [InlineData("SELECT 1", 1, 20201)]
    [InlineData("SELECT ?40000", 1, 20100)]
    public async Task The_wrong_number_of_parameters_is_an_error(string sql, int given, int code)
    {
        await using TestSession db = await TestSession.OpenAsync();
        Parameter[] parameters = [.. Enumerable.Repeat(new Parameter(LogicalType.Int64, 1L), given)];
        Func<Task> run = () => db.QueryAsync(TestSession.Plan(sql, given), parameters);
        QuarryException error = (await run.Should().ThrowAsync<QuarryException>()).Which;
        error.Code.Should().Be(code);
        Func<Task> mismatch = () => db.QueryAsync(TestSession.Plan(sql, given + 1), parameters);
        (await mismatch.Should().ThrowAsync<QuarryException>()).Which.Code.Should().Be(20201);
    }

    [Fact]
    public async Task More_parameters_than_SQLite_takes_is_its_own_clear_error()
    {
        await using TestSession db = await TestSession.OpenAsync();
        Func<Task> run = () => db.QueryAsync(TestSession.Plan("SELECT ?65536", 65_536), [.. Enumerable.Repeat(new Parameter(LogicalType.Int64, 1L), 65_536)]);
        (await run.Should().ThrowAsync<QuarryException>()).Which.Message.Should().Contain("between ?1 and ?32766");
    }

    [Fact]
    public async Task What_a_session_cannot_do_is_refused()
    {
        await using TestSession db = await TestSession.OpenAsync();
        Func<Task> hint = () => db.QueryAsync(TestSession.Plan("SELECT 1") with { Hints = ImmutableSortedDictionary<string, string>.Empty.Add("fast", "1") });
        (await hint.Should().ThrowAsync<QuarryException>()).Which.Message.Should().Contain("\"fast\"");
        Func<Task> output = () => db.QueryAsync("SELECT ?1", new Parameter(LogicalType.Int64, 1L) { Direction = ParameterDirection.Output });
        (await output.Should().ThrowAsync<QuarryException>()).Which.Message.Should().Contain("Output");
        (await FailsAsync(db, "SELECT 1\0; DROP TABLE t")).Position.Should().Be(9);
    }

    [Fact]
    public async Task One_result_is_open_at_a_time()
    {
        await using TestSession db = await TestSession.OpenAsync();
        await using (ResultReader open = await db.StartAsync("VALUES (1), (2)"))
        {
            foreach (Func<Task> call in (Func<Task>[])[() => db.RunAsync("SELECT 1"), () => db.Session.PingAsync(default).AsTask(),
                () => db.Session.BeginAsync(TransactionOptions.Default, default).AsTask(), () => db.Session.PrepareAsync(TestSession.Plan("SELECT 1"), default).AsTask()])
            {
                (await call.Should().ThrowAsync<InvalidOperationException>()).Which.Message.Should().Contain("still open");
            }
        }

        await db.Session.PingAsync(default);
    }

    private static async Task<QuarryException> FailsAsync(TestSession db, string sql)
    {
        Func<Task> run = () => db.RunAsync(sql);
        return (await run.Should().ThrowAsync<QuarryException>()).Which;
    }
}
