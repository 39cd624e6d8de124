using System.Data;
using Quarry.Contracts;

namespace Quarry.Sdk.Conformance.Checks;

/// <summary>Transactions that wait until they can run undisturbed.</summary>
internal static class DeferrableChecks
{
    private const string Capability = nameof(DriverCapabilities.DeferrableTransactions);
    private static readonly TransactionOptions s_deferrable = new() { Isolation = IsolationLevel.Serializable, ReadOnly = true, Deferrable = true };

    public static IEnumerable<ConformanceCheck> All =>
    [
        ConformanceCheck.Works(Capability, "deferrable.reads", "a deferrable transaction reads, and refuses to write", ReadsAsync),
        ConformanceCheck.Refuses(Capability, "deferrable.refused", "a deferrable transaction is refused, not begun as another", RefusedAsync),
    ];

    private static async Task ReadsAsync(CheckContext context)
    {
        ScratchTable table = await context.CreateTableAsync().ConfigureAwait(false);
        await context.Main.InsertAsync(table, 1).ConfigureAwait(false);
        await context.Main.BeginAsync(s_deferrable).ConfigureAwait(false);
        await context.Main.EnsureIdsAsync(table, "rows read in a deferrable transaction", 1).ConfigureAwait(false);
        await Ensure.RefusesAsync("an INSERT in a deferrable transaction", () => context.Main.InsertAsync(table, 2)).ConfigureAwait(false);
        await context.Main.RollbackAsync().ConfigureAwait(false);
        await context.Main.InsertAsync(table, 3).ConfigureAwait(false);
        await context.Main.EnsureIdsAsync(table, "rows after a deferrable transaction", 1, 3).ConfigureAwait(false);
    }

    private static async Task RefusedAsync(CheckContext context)
        => await Ensure.RefusesAsync("a deferrable transaction without the capability", () => context.Main.BeginAsync(s_deferrable)).ConfigureAwait(false);
}
