using Quarry.Contracts;

namespace Quarry.Sdk.Conformance.Checks;

/// <summary>Transactions that refuse to write.</summary>
internal static class ReadOnlyChecks
{
    private const string Capability = nameof(DriverCapabilities.ReadOnlyTransactions);
    private static readonly TransactionOptions s_readOnly = new() { ReadOnly = true };

    public static IEnumerable<ConformanceCheck> All =>
    [
        ConformanceCheck.Works(Capability, "read-only.refuses-writes", "a read-only transaction reads and refuses to write, and the next one writes", WritesAsync),
        ConformanceCheck.Refuses(Capability, "read-only.refused", "a read-only transaction is refused, not begun as one that writes", RefusedAsync),
    ];

    private static async Task WritesAsync(CheckContext context)
    {
        ScratchTable table = await context.CreateTableAsync().ConfigureAwait(false);
        await context.Main.InsertAsync(table, 1).ConfigureAwait(false);
        foreach (Func<Task> end in (Func<Task>[])[() => context.Main.CommitAsync(), () => context.Main.RollbackAsync()])
        {
            await context.Main.BeginAsync(s_readOnly).ConfigureAwait(false);
            await context.Main.EnsureIdsAsync(table, "rows read in a read-only transaction", 1).ConfigureAwait(false);
            await end().ConfigureAwait(false);
        }

        await context.Main.BeginAsync(s_readOnly).ConfigureAwait(false);
        await Ensure.RefusesAsync("an INSERT in a read-only transaction", () => context.Main.InsertAsync(table, 2)).ConfigureAwait(false);
        await context.Main.RollbackAsync().ConfigureAwait(false);
        await context.Main.BeginAsync().ConfigureAwait(false);
        await context.Main.InsertAsync(table, 3).ConfigureAwait(false);
        await context.Main.CommitAsync().ConfigureAwait(false);
        await context.Main.InsertAsync(table, 4).ConfigureAwait(false);
        await context.Main.EnsureIdsAsync(table, "rows written after a read-only transaction", 1, 3, 4).ConfigureAwait(false);
    }

    private static async Task RefusedAsync(CheckContext context)
    {
        await Ensure.RefusesAsync("a read-only transaction without the capability", () => context.Main.BeginAsync(s_readOnly)).ConfigureAwait(false);
        if (context.Capabilities.Transactions.IsSupported)
        {
            await context.Main.BeginAsync().ConfigureAwait(false);
            await context.Main.RollbackAsync().ConfigureAwait(false);
        }
    }
}
