using Quarry.Contracts;

namespace Quarry.PostgreSql.ServerTests;

/// <summary>Every step at which an execution can be cancelled, by each way of asking. Afterwards the session works, and nothing of it runs at the server.</summary>
public sealed class CancelTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private const string Endless = "select i, pg_sleep(0.0005) from generate_series(1, 100000000) as i";
    private const string Flood = "select i, repeat('x', 100) from generate_series(1, 100000000) as i";

    public static TheoryData<string, bool> Ways => new()
    {
        { "execute", true }, { "execute", false }, { "first-read", true }, { "first-read", false }, { "later-read", true }, { "later-read", false },
        { "utility", true }, { "utility", false }, { "next-result", true }, { "next-result", false }, { "prepared", true }, { "prepared", false },
    };

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task A_cancelled_call_ends_and_the_session_works(string step, bool byToken)
    {
        var host = new TestHost();
        await using (Session session = await Open.SessionAsync(shared.Server, host))
        {
            using var source = new CancellationTokenSource();
            int process = Convert.ToInt32((await Open.RowsAsync(session, "select pg_backend_pid()"))[0][0], null);
            Func<Task> call = () => RunAsync(session, step, source.Token);
            Task running = call();
            await ActiveAsync(process, step);
            if (byToken)
            {
                await source.CancelAsync();
            }
            else
            {
                session.Cancel();
            }

            await running.Invoking(task => task).Should().ThrowAsync<OperationCanceledException>();
            await session.PingAsync(CancellationToken.None);
            (await Open.RowsAsync(session, "select 42")).Should().ContainSingle().Which.Should().Equal(42);
        }

        host.Arena.Statistics.RentedBytes.Should().Be(0);
    }

    [Fact]
    public async Task A_late_cancel_never_hits_the_next_statement()
    {
        await using Session session = await Open.SessionAsync(shared.Server);
        for (int i = 0; i < 100; i++)
        {
            Task<List<object?[]>> running = Open.RowsAsync(session, "select count(*) from generate_series(1, 3000)");
            session.Cancel();
            try
            {
                await running;
            }
            catch (OperationCanceledException)
            {
                // One of the two happens; what may not happen is that the request hits what follows.
            }

            (await Open.RowsAsync(session, "select count(*) from generate_series(1, 30000)"))[0][0].Should().Be(30000L);
        }
    }

    [Fact]
    public async Task A_result_that_is_left_early_is_ended_at_the_server()
    {
        await using Session session = await Open.SessionAsync(shared.Server);
        ResultReader result = await session.ExecuteAsync(new() { Sql = Flood }, [], CancellationToken.None);
        using (ColumnBatch? batch = await result.ReadAsync(CancellationToken.None))
        {
            batch!.Rows.Should().BeGreaterThan(0);
        }

        await result.DisposeAsync();
        (await Open.RowsAsync(session, "select 1")).Should().HaveCount(1);
    }

    [Theory]
    [InlineData("execute")]
    [InlineData("prepared")]
    public async Task A_session_that_is_disposed_while_it_waits_ends_at_once(string step)
    {
        Session session = await Open.SessionAsync(shared.Server);
        int process = Convert.ToInt32((await Open.RowsAsync(session, "select pg_backend_pid()"))[0][0], null);
        Task running = RunAsync(session, step, CancellationToken.None);
        await ActiveAsync(process, step);
        await session.DisposeAsync();
        await running.Invoking(task => task).Should().ThrowAsync<Exception>();
    }

    private static async Task RunAsync(Session session, string step, CancellationToken token)
    {
        switch (step)
        {
            case "execute" or "utility":
                await DrainAsync(await session.ExecuteAsync(new() { Sql = step == "utility" ? "do $$ begin perform pg_sleep(60); end $$" : "select pg_sleep(60)" }, [], token), token);
                break;
            case "first-read":
                await DrainAsync(await session.ExecuteAsync(new() { Sql = Endless }, [], token), token);
                break;
            case "later-read":
                await DrainAsync(await session.ExecuteAsync(new() { Sql = Endless, Batch = new() { Rows = 10 } }, [], token), token);
                break;
            case "next-result":
                await using (ResultReader result = await session.ExecuteAsync(new() { Sql = "select 1; select pg_sleep(60)" }, [], token))
                {
                    await result.NextResultAsync(token);
                    while (await result.ReadAsync(token) is { } batch)
                    {
                        batch.Dispose();
                    }
                }

                break;
            case "prepared":
                await using (PreparedStatement prepared = await session.PrepareAsync(new() { Sql = "select pg_sleep(60)" }, token))
                {
                    await DrainAsync(await prepared.ExecuteAsync([], token), token);
                }

                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(step), step, "No such step.");
        }
    }

    private static async Task DrainAsync(ResultReader result, CancellationToken token)
    {
        await using (result)
        {
            while (await result.ReadAsync(token) is { } batch)
            {
                batch.Dispose();
            }
        }
    }

    // The server's own word that the statement runs: no guess about time.
    private async Task ActiveAsync(int process, string step)
    {
        await using Session observer = await Open.SessionAsync(shared.Server);
        string waits = step is "first-read" or "later-read" ? "true" : "wait_event = 'PgSleep'";
        object? active;
        do
        {
            active = (await Open.RowsAsync(observer, $"select exists (select 1 from pg_stat_activity where pid = {process} and state = 'active' and {waits})"))[0][0];
        }
        while (active is not true);
    }
}
