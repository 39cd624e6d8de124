using Quarry.Contracts;

namespace Quarry.PostgreSql.ServerTests;

/// <summary>What is left of a session's user after a reset, which nobody waits for.</summary>
public sealed class ResetTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private const string Left = "select current_user::text, current_setting('work_mem') = (select reset_val || 'kB' from pg_settings where name = 'work_mem'), current_setting('DateStyle'), "
        + "(select count(*) from pg_locks where pid = pg_backend_pid() and locktype = 'advisory'), (select count(*) from pg_listening_channels()), (select count(*) from pg_cursors where name = 'kept'), "
        + "to_regclass('pg_temp.gone') is null";

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(true, true)]
    public async Task A_reset_leaves_nothing_of_its_user(bool inTransaction, bool prepares)
    {
        string role = $"role_{Guid.NewGuid():N}";
        await shared.Server.PsqlAsync($"create role {role}");
        await using Session session = await Open.SessionAsync(shared.Server);
        await using PreparedStatement prepared = await session.PrepareAsync(new() { Sql = "select 5" }, CancellationToken.None);
        (await Open.RowsAsync(session, Left))[0].Should().Equal("postgres", false, "ISO, MDY", 0L, 0L, 0L, true);
        await Open.RowsAsync(session, "create temp table gone (i int); declare kept cursor with hold for select 1; listen noise; select pg_advisory_lock(77)");
        await Open.RowsAsync(session, "set work_mem = '7MB'; set datestyle = 'German'");
        await Open.RowsAsync(session, $"set role {role}");
        if (prepares)
        {
            await Open.RowsAsync(session, "prepare own as select 1");
        }

        if (inTransaction)
        {
            await session.BeginAsync(TransactionOptions.Default, CancellationToken.None);
            await Open.RowsAsync(session, "select 1");
        }

        await session.ResetAsync(CancellationToken.None);
        // Without a further call of the session.
        while (await shared.Server.PsqlAsync("select count(*) from pg_locks where locktype = 'advisory' and objid = 77") != "0")
        {
        }

        (await Open.RowsAsync(session, Left))[0].Should().Equal("postgres", false, "ISO, MDY", 0L, 0L, 0L, true);
        prepared.IsUsable.Should().Be(!prepares);
        (await Open.RowsAsync(session, "select count(*) from pg_prepared_statements"))[0].Should().Equal(prepares ? 0L : 1L);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_reset_after_reading_goes_with_the_next_command_or_alone_in_a_moment(bool hasNext)
    {
        var clock = new StoppedClock();
        int key = hasNext ? 78 : 79;
        await using Session session = await Open.SessionAsync(shared.Server, new(clock: clock));
        await using PreparedStatement reads = await session.PrepareAsync(new() { Sql = $"select pg_advisory_lock({key})", Kind = StatementKind.Select }, CancellationToken.None);
        await using PreparedStatement next = await session.PrepareAsync(new() { Sql = "select (select count(*) from pg_locks where pid = pg_backend_pid() and locktype = 'advisory')", Kind = StatementKind.Select }, CancellationToken.None);
        await ExecuteAsync(reads);
        await session.ResetAsync(CancellationToken.None);
        (await HeldAsync(key)).Should().Be("1");
        if (hasNext)
        {
            (await ExecuteAsync(next)).Should().Be(0L);
        }
        else
        {
            clock.Ring();
            while (await HeldAsync(key) != "0")
            {
            }
        }

        (await ExecuteAsync(next)).Should().Be(0L);
    }

    [Fact]
    public async Task A_value_that_cannot_be_sent_does_not_lose_the_reset_before_it()
    {
        await using Session session = await Open.SessionAsync(shared.Server, new(clock: new StoppedClock()));
        await using PreparedStatement reads = await session.PrepareAsync(new() { Sql = "select current_setting('work_mem') || $1::text", ParameterCount = 1, Kind = StatementKind.Select }, CancellationToken.None);
        await using PreparedStatement sets = await session.PrepareAsync(new() { Sql = "select set_config('work_mem', '7MB', false)", Kind = StatementKind.Select }, CancellationToken.None);
        await ExecuteAsync(sets);
        await session.ResetAsync(CancellationToken.None);
        Func<Task> bad = () => ExecuteAsync(reads, new Parameter(LogicalType.Utf8, "a\0b"));
        await bad.Should().ThrowAsync<QuarryException>();
        (await ExecuteAsync(reads, new Parameter(LogicalType.Utf8, ""))).Should().NotBe("7MB");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_writes_is_not_sent_behind_a_reset_that_fails(bool prepares)
    {
        string table = $"written_{Guid.NewGuid():N}";
        await shared.Server.PsqlAsync($"create table {table} (i int)");
        await using Session session = await Open.SessionAsync(shared.Server);
        await using Session other = await Open.SessionAsync(shared.Server);
        var plan = new QueryPlan { Sql = $"insert into {table} values (1)", Kind = StatementKind.Insert };
        await using PreparedStatement writes = await session.PrepareAsync(plan, CancellationToken.None);
        object? process = (await Open.RowsAsync(session, "select pg_backend_pid()"))[0][0];
        await Open.RowsAsync(session, $"create temp table held_{table} (i int)");
        object? schema = (await Open.RowsAsync(session, "select nspname::text from pg_namespace where oid = pg_my_temp_schema()"))[0][0];
        await other.BeginAsync(TransactionOptions.Default, CancellationToken.None);
        await Open.RowsAsync(other, $"lock table {schema}.held_{table} in access share mode");
        await session.ResetAsync(CancellationToken.None);
        Task<ResultReader> running = prepares ? writes.ExecuteAsync([], CancellationToken.None).AsTask() : session.ExecuteAsync(plan, [], CancellationToken.None).AsTask();
        while (await shared.Server.PsqlAsync($"select count(*) from pg_stat_activity where pid = {process} and wait_event_type = 'Lock'") != "1")
        {
        }

        await shared.Server.PsqlAsync($"select pg_cancel_backend({process})");
        (await running.Invoking(task => task).Should().ThrowAsync<QuarryException>()).Which.Should().Match<QuarryException>(error => error.Kind == ErrorKind.Transport && !error.OutcomeUnknown);
        (await shared.Server.PsqlAsync($"select count(*) from {table}")).Should().Be("0");
    }

    [Fact]
    public async Task A_reset_that_fails_ends_the_session()
    {
        await using Session session = await Open.SessionAsync(shared.Server);
        object? process = (await Open.RowsAsync(session, "select pg_backend_pid()"))[0][0];
        await session.ResetAsync(CancellationToken.None);
        await shared.Server.PsqlAsync($"select pg_terminate_backend({process}, 60000)");
        Func<Task> ping = () => session.PingAsync(CancellationToken.None).AsTask();
        (await ping.Should().ThrowAsync<QuarryException>()).Which.Kind.Should().Be(ErrorKind.Transport);
        await ping.Should().ThrowAsync<QuarryException>();
    }

    private Task<string> HeldAsync(int key) => shared.Server.PsqlAsync($"select count(*) from pg_locks where locktype = 'advisory' and objid = {key}");

    private static async Task<object?> ExecuteAsync(PreparedStatement statement, params Parameter[] parameters)
    {
        await using ResultReader result = await statement.ExecuteAsync(parameters, CancellationToken.None);
        using ColumnBatch? batch = await result.ReadAsync(CancellationToken.None);
        return batch!.Schema.Columns[0].NativeType == "void" ? null : batch[0].GetValue(0);
    }

    /// <summary>A clock whose timers end when they are told.</summary>
    private sealed class StoppedClock : TimeProvider
    {
        private readonly List<Action> _timers = [];

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            _timers.Add(() => callback(state));
            return new Stopped();
        }

        public void Ring() => _timers.ForEach(timer => timer());

        private sealed class Stopped : ITimer
        {
            public bool Change(TimeSpan dueTime, TimeSpan period) => true;

            public void Dispose()
            {
                // It never ends by itself.
            }

            public ValueTask DisposeAsync() => default;
        }
    }
}
