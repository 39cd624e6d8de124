using System.Diagnostics;
using Quarry.Contracts;

namespace Quarry.Sdk.Conformance.Checks;

/// <summary>A running statement ends when it is cancelled.</summary>
internal static class CancelChecks
{
    private const string Capability = nameof(DriverCapabilities.Cancel);

    // Early enough to be far from the end of a slow statement, late enough that it runs.
    private static readonly TimeSpan s_running = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan s_prompt = TimeSpan.FromSeconds(1.5);

    public static IEnumerable<ConformanceCheck> All =>
    [
        ConformanceCheck.Works(Capability, "cancel.call", "Session.Cancel from another thread ends the running statement, and the session goes on", CallAsync),
        ConformanceCheck.Works(Capability, "cancel.token", "the token of ExecuteAsync ends the running statement, and the session goes on", TokenAsync),
        ConformanceCheck.Works(Capability, "cancel.read", "the token of ExecuteAsync ends a result that is being read", ReadAsync),
        ConformanceCheck.Works(Capability, "cancel.again", "what was cancelled can be run and cancelled again", AgainAsync),
        ConformanceCheck.Refuses(Capability, "cancel.unclaimed", "Session.Cancel lets the running statement run", UnclaimedAsync),
    ];

    private static Task CallAsync(CheckContext context) => EndsAsync(context, "Session.Cancel", (_, session) => session.Cancel());

    private static Task TokenAsync(CheckContext context) => EndsAsync(context, "the token of ExecuteAsync", (source, _) => source.Cancel());

    private static async Task AgainAsync(CheckContext context)
    {
        for (int round = 0; round < 3; round++)
        {
            await CallAsync(context).ConfigureAwait(false);
            await TokenAsync(context).ConfigureAwait(false);
        }
    }

    private static async Task ReadAsync(CheckContext context)
    {
        ScratchTable table = await ManyRows.CreateAsync(context, 100).ConfigureAwait(false);
        using var source = new CancellationTokenSource();
        ResultReader reader = await context.Session.ExecuteAsync(
            TestSession.Plan(table.Select(TestSession.Id), 0, new() { Rows = 1 }), [], source.Token).ConfigureAwait(false);
        await using (reader.ConfigureAwait(false))
        {
            (await reader.ReadAsync(CancellationToken.None).ConfigureAwait(false))?.Dispose();
            await source.CancelAsync().ConfigureAwait(false);
            await Ensure.CancelsAsync("reading on after the token of ExecuteAsync was cancelled", async () =>
            {
                // What was fetched ahead may still come; a hundred batches of one row may not.
                for (int read = 0; read < 50; read++)
                {
                    (await reader.ReadAsync(CancellationToken.None).ConfigureAwait(false))?.Dispose();
                }
            }).ConfigureAwait(false);
        }

        await context.Main.EnsureWorksAsync("after a result was cancelled").ConfigureAwait(false);
    }

    private static async Task EndsAsync(CheckContext context, string how, Action<CancellationTokenSource, Session> cancel)
    {
        using var source = new CancellationTokenSource();
        Task running = StartSlow(context, source.Token);
        await Ensure.CancelsAsync(how, async () =>
        {
            // The first call may come before the statement has reached the server, where it rightly does nothing.
            var time = Stopwatch.StartNew();
            while (!await EndsWithinAsync(running, s_running).ConfigureAwait(false))
            {
                Ensure.That(time.Elapsed < s_prompt, $"The slow statement still runs {s_prompt.TotalSeconds} s after {how}.");
                cancel(source, context.Session);
            }

            await running.ConfigureAwait(false);
        }).ConfigureAwait(false);
        await context.Main.EnsureWorksAsync($"after {how}").ConfigureAwait(false);
    }

    private static async Task UnclaimedAsync(CheckContext context)
    {
        if (context.Fixture.SlowSql is null)
        {
            context.Session.Cancel();
            return;
        }

        Task running = StartSlow(context, CancellationToken.None);
        var time = Stopwatch.StartNew();
        while (time.Elapsed < s_prompt && !await EndsWithinAsync(running, s_running).ConfigureAwait(false))
        {
            context.Session.Cancel();
        }

        bool ended = running.IsCanceled || running.IsFaulted;
        Ensure.That(!ended, "Session.Cancel ended the running statement, but the driver does not claim Cancel, so nobody would call it.");
        await running.WaitAsync(context.Cancellation).ConfigureAwait(false);
    }

    // A thread of its own: a driver may block in ExecuteAsync until the statement has ended.
    private static Task StartSlow(CheckContext context, CancellationToken cancellation)
    {
        string sql = context.Fixture.SlowSql
            ?? throw new CheckFailedException("Cancel is claimed, but the fixture states no slow statement that proves it (DriverFixture.SlowSql).");
        return Task.Factory.StartNew(
            async () =>
            {
                ResultReader reader = await context.Session.ExecuteAsync(TestSession.Plan(sql, 0), [], cancellation).ConfigureAwait(false);
                await using (reader.ConfigureAwait(false))
                {
                    await Rows.ReadAsync(reader, cancellation).ConfigureAwait(false);
                }
            },
            CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default).Unwrap();
    }

    private static async Task<bool> EndsWithinAsync(Task running, TimeSpan time)
    {
        try
        {
            await running.WaitAsync(time).ConfigureAwait(false);
            return true;
        }
        catch (TimeoutException)
        {
            return running.IsCompleted;
        }
        catch (Exception)
        {
            // How it ended is for whoever awaits the task itself.
            return true;
        }
    }
}
