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
}
