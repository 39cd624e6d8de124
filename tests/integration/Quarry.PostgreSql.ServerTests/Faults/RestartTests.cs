using Quarry.Contracts;
using Quarry.Fixtures.PostgreSql;

namespace Quarry.PostgreSql.ServerTests.Faults;

/// <summary>Sessions that the server ends: by a stop, a crash, an administrator or a limit of time.</summary>
public sealed class RestartTests : IAsyncLifetime
{
    private const string Flood = "select generate_series(1, 100000000) as i, repeat('x', 100)";

    private PostgreSqlServer _server = null!;

    public async Task InitializeAsync() => _server = await PostgreSqlServer.StartAsync();

    public Task DisposeAsync() => _server.DisposeAsync().AsTask();

    [Theory]
    [InlineData("fast")]
    [InlineData("immediate")]
    public async Task A_restart_ends_what_runs_and_what_is_idle(string mode)
    {
        var host = new TestHost();
        await _server.PsqlAsync("create table if not exists written (i int)");
        await using (Session idle = await Open.SessionAsync(_server, host))
        await using (Session streaming = await Open.SessionAsync(_server, host))
        await using (Session writing = await Open.SessionAsync(_server, host))
        {
            await using ResultReader result = await streaming.ExecuteAsync(new() { Sql = Flood }, [], CancellationToken.None);
            (await result.ReadAsync(CancellationToken.None))!.Dispose();
            Func<Task> write = async () => await writing.WriteAsync(
                new() { Table = new() { Name = "written" }, Schema = Batches.OneColumn },
                Batches.Numbers(1000, 10_000, async batch => await (batch == 3 ? _server.StopAsync(mode) : Task.CompletedTask)), CancellationToken.None);
            (await write.Should().ThrowAsync<QuarryException>()).Which.Should().Match<QuarryException>(error => error.Kind == ErrorKind.Transport && error.IsTransient);
            Func<Task> read = async () =>
            {
                while (await result.ReadAsync(CancellationToken.None) is { } batch)
                {
                    batch.Dispose();
                }
            };
            (await read.Should().ThrowAsync<QuarryException>()).Which.Kind.Should().Be(ErrorKind.Transport);
            Func<Task> ping = () => idle.PingAsync(CancellationToken.None).AsTask();
            (await ping.Should().ThrowAsync<QuarryException>()).Which.Should().Match<QuarryException>(error => error.Kind == ErrorKind.Transport && error.IsTransient);
        }

        host.Arena.Statistics.RentedBytes.Should().Be(0);
        await _server.StartAgainAsync();
        await using Session again = await Open.SessionAsync(_server);
        (await Open.RowsAsync(again, "select count(*) from written"))[0].Should().Equal(0L);
    }

    [Fact]
    public async Task An_administrator_ends_an_idle_and_a_streaming_session()
    {
        await using Session idle = await Open.SessionAsync(_server);
        await using Session streaming = await Open.SessionAsync(_server);
        object? idleProcess = (await Open.RowsAsync(idle, "select pg_backend_pid()"))[0][0];
        object? process = (await Open.RowsAsync(streaming, "select pg_backend_pid()"))[0][0];
        await using ResultReader result = await streaming.ExecuteAsync(new() { Sql = Flood }, [], CancellationToken.None);
        (await result.ReadAsync(CancellationToken.None))!.Dispose();
        await _server.PsqlAsync($"select pg_terminate_backend({idleProcess}, 60000)");
        await _server.PsqlAsync($"select pg_terminate_backend({process})");
        Func<Task> ping = () => idle.PingAsync(CancellationToken.None).AsTask();
        (await ping.Should().ThrowAsync<QuarryException>()).Which.SqlState.Should().Be("57P01");
        Func<Task> read = async () =>
        {
            while (await result.ReadAsync(CancellationToken.None) is { } batch)
            {
                batch.Dispose();
            }
        };
        (await read.Should().ThrowAsync<QuarryException>()).Which.Kind.Should().Be(ErrorKind.Transport);
    }

    [Fact]
    public async Task The_servers_own_limits_are_errors_and_no_cancellations()
    {
        await using Session session = await Open.SessionAsync(_server);
        await Open.RowsAsync(session, "set statement_timeout = 20");
        Func<Task> slow = () => Open.RowsAsync(session, "select pg_sleep(60)");
        (await slow.Should().ThrowAsync<QuarryException>()).Which.Should().Match<QuarryException>(error => error.SqlState == "57014" && error.Message.Contains("statement timeout", StringComparison.Ordinal));
        (await Open.RowsAsync(session, "select 1")).Should().HaveCount(1);
        await Open.RowsAsync(session, "set idle_in_transaction_session_timeout = 5");
        object? process = (await Open.RowsAsync(session, "select pg_backend_pid()"))[0][0];
        await session.BeginAsync(new(), CancellationToken.None);
        while (await _server.PsqlAsync($"select count(*) from pg_stat_activity where pid = {process}") != "0")
        {
        }

        Func<Task> late = () => Open.RowsAsync(session, "select 1");
        (await late.Should().ThrowAsync<QuarryException>()).Which.Should().Match<QuarryException>(error => error.SqlState == "25P03" && error.Severity == "FATAL");
        Func<Task> commit = () => session.CommitAsync(CancellationToken.None).AsTask();
        (await commit.Should().ThrowAsync<QuarryException>()).Which.OutcomeUnknown.Should().BeFalse("it was never sent");
    }
}
