using Quarry.Contracts;

namespace Quarry.Sdk.Conformance.Checks;

/// <summary>A limit to the wait for locks.</summary>
internal static class LockTimeoutChecks
{
    private const string Capability = nameof(DriverCapabilities.LockTimeout);
    private static readonly TransactionOptions s_limited = new() { LockTimeout = TimeSpan.FromMilliseconds(100) };

    public static IEnumerable<ConformanceCheck> All =>
    [
        ConformanceCheck.Works(Capability, "lock-timeout.ends-wait", "a transaction with a lock timeout fails instead of waiting for another's lock, and works when there is none", EndsWaitAsync),
        ConformanceCheck.Refuses(Capability, "lock-timeout.refused", "a transaction with a lock timeout is refused", RefusedAsync),
    ];

    private static async Task EndsWaitAsync(CheckContext context)
    {
        ScratchTable table = await context.CreateTableAsync().ConfigureAwait(false);
        await context.Main.InsertAsync(table, 1).ConfigureAwait(false);
        await context.Main.BeginAsync(s_limited).ConfigureAwait(false);
        await context.Main.QueryAsync(table.Delete()).ConfigureAwait(false);
        await context.Main.RollbackAsync().ConfigureAwait(false);
        TestSession other = await context.OpenPeerAsync().ConfigureAwait(false);
        await other.BeginAsync().ConfigureAwait(false);
        await other.QueryAsync(table.Delete()).ConfigureAwait(false);
        bool began = false;
        // Some databases wait when the transaction begins.
        await Ensure.RefusesAsync("a DELETE that another session's lock keeps waiting", async () =>
        {
            await context.Main.BeginAsync(s_limited).ConfigureAwait(false);
            began = true;
            await context.Main.QueryAsync(table.Delete()).ConfigureAwait(false);
        }).ConfigureAwait(false);
        if (began)
        {
            await context.Main.RollbackAsync().ConfigureAwait(false);
        }

        await other.RollbackAsync().ConfigureAwait(false);
        await context.Main.EnsureIdsAsync(table, "rows after a DELETE that did not get its lock", 1).ConfigureAwait(false);
    }

    private static async Task RefusedAsync(CheckContext context)
        => await Ensure.RefusesAsync("a transaction with a lock timeout without the capability", () => context.Main.BeginAsync(s_limited)).ConfigureAwait(false);
}
