using Quarry.Contracts;

namespace Quarry.Odbc.SimulatorTests;

/// <summary>Calls that hang: they end when they are cancelled, as far as the driver lets them, and the session lives on.</summary>
[Collection(Simulator.Collection)]
public sealed class CancelTests
{
    private const string Query = "result rows=9 | a bigint";

    // Long enough that no machine is too slow; a test waits for it only if it fails.
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(1);

    [Theory]
    [InlineData("SQLExecDirect", "")]
    [InlineData("SQLFetch", "")]
    [InlineData("SQLExecDirect", "CancelState=57014")]
    public async Task A_call_that_hangs_is_cancelled_and_the_session_lives(string function, string keywords)
    {
        long number = await NumberAsync("odbc.length-width=64", function, 1, session => ReadAsync(session, CancellationToken.None));
        Simulator.Shared.Reset();
        await Sim.UseAsync($"HangUntilCancel=1;Hang={function};HangAt=1;{keywords};odbc.length-width=64", session => CancelledAsync(session, number));
    }

    private static async Task CancelledAsync(Session session, long number)
    {
        using var source = new CancellationTokenSource();
        Task query = ReadAsync(session, source.Token);
        await HangsAsync(query, number);
        await source.CancelAsync();
        Func<Task> wait = () => query.WaitAsync(s_patience);
        (await wait.Should().ThrowAsync<OperationCanceledException>()).Which.CancellationToken.Should().Be(source.Token);
        (await Sim.QueryAsync(session, Query)).Rows.Should().HaveCount(9);
        await session.PingAsync(CancellationToken.None);
    }

    [Fact]
    public async Task Cancel_from_elsewhere_ends_the_statement()
    {
        long number = await NumberAsync("odbc.length-width=64", "SQLExecDirect", 1, probe => ReadAsync(probe, CancellationToken.None));
        Simulator.Shared.Reset();
        await Sim.UseAsync("HangUntilCancel=1;Hang=SQLExecDirect;HangAt=1;odbc.length-width=64", async session =>
        {
            Task query = ReadAsync(session, CancellationToken.None);
            await HangsAsync(query, number);
            session.Cancel();
            Func<Task> wait = () => query.WaitAsync(s_patience);
            await wait.Should().ThrowAsync<OperationCanceledException>();
            (await Sim.QueryAsync(session, Query)).Rows.Should().HaveCount(9);
        });
    }

    [Fact]
    public async Task A_read_that_hangs_is_cancelled()
    {
        long number = await NumberAsync("odbc.length-width=64;odbc.array-rows=10", "SQLFetch", 3, ReadTensAsync);
        Simulator.Shared.Reset();
        await Sim.UseAsync("HangUntilCancel=1;Hang=SQLFetch;HangAt=3;odbc.length-width=64;odbc.array-rows=10", async session =>
        {
            using var source = new CancellationTokenSource();
            await using (ResultReader reader = await session.ExecuteAsync(Sim.Plan("result rows=100 | a bigint") with { Batch = new() { Rows = 10 } }, [], CancellationToken.None))
            {
                (await reader.ReadAsync(CancellationToken.None))!.Dispose();
                (await reader.ReadAsync(CancellationToken.None))!.Dispose();
                Task<ColumnBatch?> read = reader.ReadAsync(source.Token).AsTask();
                await HangsAsync(read, number);
                await source.CancelAsync();
                Func<Task> wait = () => read.WaitAsync(s_patience);
                await wait.Should().ThrowAsync<OperationCanceledException>();
            }

            (await Sim.QueryAsync(session, Query)).Rows.Should().HaveCount(9);
        });
    }

    [Fact]
    public async Task Leaving_a_result_ends_the_fetch_ahead_that_hangs()
    {
        long number = await NumberAsync("odbc.length-width=64;odbc.array-rows=10", "SQLFetch", 2, ReadTensAsync);
        Simulator.Shared.Reset();
        await Sim.UseAsync("HangUntilCancel=1;Hang=SQLFetch;HangAt=2;odbc.length-width=64;odbc.array-rows=10", async session =>
        {
            ResultReader reader = await session.ExecuteAsync(Sim.Plan("result rows=100 | a bigint") with { Batch = new() { Rows = 10 } }, [], CancellationToken.None);
            await HangsAsync(new TaskCompletionSource().Task, number);
            await reader.DisposeAsync().AsTask().WaitAsync(s_patience);
            (await Sim.QueryAsync(session, Query)).Rows.Should().HaveCount(9);
        });
    }

    [Fact]
    public async Task A_session_that_is_closed_ends_what_hangs()
    {
        var host = new TestHost();
        long number = await NumberAsync("odbc.length-width=64", "SQLExecDirect", 1, probe => ReadAsync(probe, CancellationToken.None));
        Simulator.Shared.Reset();
        Session session = await Sim.OpenAsync("HangUntilCancel=1;Hang=SQLExecDirect;HangAt=1;odbc.length-width=64", host);
        Task query = ReadAsync(session, CancellationToken.None);
        await HangsAsync(query, number);
        await session.DisposeAsync().AsTask().WaitAsync(s_patience);
        Func<Task> wait = () => query.WaitAsync(s_patience);
        await wait.Should().ThrowAsync<OperationCanceledException>();
        Sim.NothingIsLeft(host);
    }

    [Theory]
    [InlineData("HangIgnoresCancel=1")]
    [InlineData("HangUntilCancel=1;NoCancel=1")]
    [InlineData("HangUntilCancel=1;odbc.cancel=no")]
    public async Task A_driver_that_cannot_be_cancelled_keeps_its_own_caller_waiting_only(string keywords)
    {
        long number = await NumberAsync("odbc.length-width=64", "SQLExecDirect", 1, probe => ReadAsync(probe, CancellationToken.None));
        Simulator.Shared.Reset();
        await Sim.UseAsync($"{keywords};Hang=SQLExecDirect;HangAt=1;odbc.length-width=64", async session =>
        {
            using var source = new CancellationTokenSource();
            Task query = ReadAsync(session, source.Token);
            await HangsAsync(query, number);
            await source.CancelAsync();
            await Sim.UseAnotherAsync("", async other => (await Sim.QueryAsync(other, Query)).Rows.Should().HaveCount(9));
            query.IsCompleted.Should().BeFalse();
            await ReleaseAsync(query);
            Func<Task> wait = () => query.WaitAsync(s_patience);
            await wait.Should().ThrowAsync<OperationCanceledException>();
            (await Sim.QueryAsync(session, Query)).Rows.Should().HaveCount(9);
        });
    }

    [Fact]
    public Task A_late_cancel_never_hits_the_next_statement() => Sim.UseAsync("LateCancelKills=1", async session =>
    {
        for (int i = 0; i < 200; i++)
        {
            using var source = new CancellationTokenSource();
            Task query = ReadAsync(session, source.Token);
            if (i % 2 == 0)
            {
                await Task.Yield();
            }

            await source.CancelAsync();
            session.Cancel();
            try
            {
                await query;
            }
            catch (OperationCanceledException)
            {
                // It came in time.
            }

            session.Cancel();
            (await Sim.QueryAsync(session, Query)).Rows.Should().HaveCount(9);
        }
    });

    [Fact]
    public Task A_late_cancel_never_hits_the_next_execution_of_a_prepared_statement() => Sim.UseAsync("LateCancelKills=1", async session =>
    {
        await using PreparedStatement prepared = await session.PrepareAsync(Sim.Plan(Query), CancellationToken.None);
        for (int i = 0; i < 100; i++)
        {
            using var source = new CancellationTokenSource();
            await using (ResultReader reader = await prepared.ExecuteAsync([], source.Token))
            {
                await Sim.ReadAsync(reader);
                await source.CancelAsync();
                session.Cancel();
            }
        }
    });

    [Fact]
    public Task What_is_cancelled_before_it_begins_does_not_begin() => Sim.UseAsync("", async session =>
    {
        var cancelled = new CancellationToken(canceled: true);
        Func<Task>[] uses =
        [
            () => session.ExecuteAsync(Sim.Plan(Query), [], cancelled).AsTask(), () => session.PrepareAsync(Sim.Plan(Query), cancelled).AsTask(), () => session.PingAsync(cancelled).AsTask(),
            () => session.BeginAsync(TransactionOptions.Default, cancelled).AsTask(), () => session.ResetAsync(cancelled).AsTask(),
        ];
        foreach (Func<Task> use in uses)
        {
            await use.Should().ThrowAsync<OperationCanceledException>();
        }

        (await Sim.QueryAsync(session, Query)).Rows.Should().HaveCount(9);
    });

    private static Task ReadTensAsync(Session session) => Sim.ReadAsync(session, Sim.Plan("result rows=100 | a bigint") with { Batch = new() { Rows = 10 } });

    private static async Task ReadAsync(Session session, CancellationToken cancellationToken)
    {
        await using ResultReader reader = await session.ExecuteAsync(Sim.Plan(Query), [], cancellationToken);
        await Sim.ReadAsync(reader);
    }

    /// <summary>Which call of a connection a scenario's n-th call of a function is: the failure of that call names it.</summary>
    private static async Task<long> NumberAsync(string keywords, string function, int nth, Func<Session, Task> scenario)
    {
        for (int call = 1; call < 500; call++)
        {
            try
            {
                await Sim.UseAsync($"FailAt={call};{keywords}", scenario);
            }
            catch (QuarryException error) when (error.Message.Contains($"({function})", StringComparison.Ordinal) && --nth == 0)
            {
                return call;
            }
            catch (QuarryException)
            {
                // Another call's.
            }
        }

        throw new InvalidOperationException($"The scenario does not call {function}.");
    }

    // The driver counts a call and then hangs in it.
    private static async Task HangsAsync(Task call, long number)
    {
        while (Simulator.Shared.Calls < number && !call.IsCompleted)
        {
            await Task.Yield();
        }

        call.IsCompleted.Should().BeFalse("it hangs");
    }

    private static async Task ReleaseAsync(Task call)
    {
        // A release of what does not hang yet has no effect.
        while (!call.IsCompleted)
        {
            Simulator.Shared.ReleaseHangs();
            await Task.Yield();
        }
    }
}
