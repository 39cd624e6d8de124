using Quarry.Contracts;

namespace Quarry.Sdk.Conformance.Checks;

/// <summary>The life of a session.</summary>
internal static class SessionChecks
{
    private const int MostSessions = 8;

    public static IEnumerable<ConformanceCheck> All =>
    [
        ConformanceCheck.Always("session.ping", "a session answers, also twice", PingAsync),
        ConformanceCheck.Always("session.sync", "the synchronous twins do the same", SyncAsync),
        ConformanceCheck.Always("session.dispose-twice", "disposing again does nothing", DisposeTwiceAsync),
        ConformanceCheck.Always("session.use-after-dispose", "a closed session refuses to work", UseAfterDisposeAsync),
        ConformanceCheck.Always("session.dispose-with-open-result", "closing a session in the middle of a result frees everything", DisposeMidResultAsync),
        ConformanceCheck.Always("session.concurrent", "as many sessions as MaxSessions allows work at once", ConcurrentAsync),
        ConformanceCheck.Always("session.cancelled-before", "a cancelled token ends a call before it begins", CancelledBeforeAsync),
        ConformanceCheck.Always("session.late-cancel", "Cancel when nothing runs harms no later statement", LateCancelAsync),
    ];

    private static async Task PingAsync(CheckContext context)
    {
        await context.Main.PingAsync().ConfigureAwait(false);
        await context.Main.PingAsync().ConfigureAwait(false);
    }

    private static async Task SyncAsync(CheckContext context)
    {
        ResultReader reader = context.Session.Execute(TestSession.Plan(context.Fixture.Select("1"), 0), []);
        await using (reader.ConfigureAwait(false))
        {
            ColumnBatch batch = reader.Read() ?? throw new CheckFailedException("ResultReader.Read returned null for SELECT 1.");
            Ensure.Integer(1, Rows.Copy(batch, reader.Schema!)[0][0], "SELECT 1 by the synchronous twin");
            Ensure.That(reader.Read() is null, "ResultReader.Read returned a batch beyond the end.");
        }

        TestSession other = context.Driver.MaxSessions(context.Fixture.Target) > 1 ? await context.OpenSessionAsync().ConfigureAwait(false) : context.Main;
        if (other != context.Main)
        {
            other.Session.Dispose();
        }
    }

    private static async Task DisposeTwiceAsync(CheckContext context)
    {
        TestSession session = await SpareAsync(context).ConfigureAwait(false);
        await session.Session.DisposeAsync().ConfigureAwait(false);
        await session.Session.DisposeAsync().ConfigureAwait(false);
        session.Session.Cancel();
    }

    private static async Task UseAfterDisposeAsync(CheckContext context)
    {
        TestSession session = await SpareAsync(context).ConfigureAwait(false);
        await session.Session.DisposeAsync().ConfigureAwait(false);
        try
        {
            await session.QueryAsync(context.Fixture.Select("1")).ConfigureAwait(false);
        }
        catch (Exception error) when (error is ObjectDisposedException or InvalidOperationException or QuarryException)
        {
            return;
        }

        throw new CheckFailedException("A session that was disposed still ran a statement.");
    }

    private static async Task DisposeMidResultAsync(CheckContext context)
    {
        ScratchTable table = await ManyRows.CreateAsync(context, 20).ConfigureAwait(false);
        TestSession session = await context.OpenPeerAsync().ConfigureAwait(false);
        ResultReader reader = await session.OpenReaderAsync(table.Select(TestSession.Id), new() { Rows = 3 }).ConfigureAwait(false);
        (await session.ReadAsync(reader).ConfigureAwait(false))?.Dispose();
        await session.Session.DisposeAsync().ConfigureAwait(false);
        await reader.DisposeAsync().ConfigureAwait(false);
    }

    private static async Task ConcurrentAsync(CheckContext context)
    {
        int count = Math.Min(context.Driver.MaxSessions(context.Fixture.Target), MostSessions);
        if (count == 1)
        {
            throw new NotApplicableException("the target allows one session");
        }

        var sessions = new List<TestSession> { context.Main };
        while (sessions.Count < count)
        {
            sessions.Add(await context.OpenSessionAsync().ConfigureAwait(false));
        }

        await Task.WhenAll(sessions.Select(async (session, i) =>
        {
            for (int round = 0; round < 5; round++)
            {
                Rows rows = await session.QueryAsync(context.Fixture.Select($"{i * 100 + round}")).ConfigureAwait(false);
                rows.EnsureIntegers($"session {i} of {count} at once", i * 100 + round);
            }
        })).ConfigureAwait(false);
    }

    private static async Task CancelledBeforeAsync(CheckContext context)
    {
        ScratchTable table = await context.CreateTableAsync().ConfigureAwait(false);
        using var source = new CancellationTokenSource();
        await source.CancelAsync().ConfigureAwait(false);
        await Ensure.CancelsAsync("ExecuteAsync with a cancelled token", async () =>
        {
            ResultReader reader = await context.Session.ExecuteAsync(
                TestSession.Plan(table.Insert(TestSession.Id), 1), [TestSession.Integer(1)], source.Token).ConfigureAwait(false);
            await reader.DisposeAsync().ConfigureAwait(false);
        }).ConfigureAwait(false);
        await context.Main.EnsureIdsAsync(table, "after an INSERT that was cancelled before it began").ConfigureAwait(false);
        ResultReader open = await context.Main.OpenReaderAsync(context.Fixture.Select("1")).ConfigureAwait(false);
        await using (open.ConfigureAwait(false))
        {
            await Ensure.CancelsAsync("ReadAsync with a cancelled token", async () => (await open.ReadAsync(source.Token).ConfigureAwait(false))?.Dispose()).ConfigureAwait(false);
        }
    }

    private static async Task LateCancelAsync(CheckContext context)
    {
        for (int round = 0; round < 20; round++)
        {
            context.Session.Cancel();
            await context.Main.EnsureWorksAsync("after Cancel was called when nothing ran").ConfigureAwait(false);
        }
    }

    /// <summary>A session that the check may spoil: one more, or a session of an own check where only one is allowed.</summary>
    private static async Task<TestSession> SpareAsync(CheckContext context)
        => context.Driver.MaxSessions(context.Fixture.Target) > 1
            ? await context.OpenSessionAsync().ConfigureAwait(false)
            : throw new NotApplicableException("the target allows one session");
}
