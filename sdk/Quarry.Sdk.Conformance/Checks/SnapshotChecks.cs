using System.Data;
using Quarry.Contracts;

namespace Quarry.Sdk.Conformance.Checks;

/// <summary>Sessions that read one snapshot.</summary>
internal static class SnapshotChecks
{
    private const string Capability = nameof(DriverCapabilities.Snapshots);

    public static IEnumerable<ConformanceCheck> All =>
    [
        ConformanceCheck.Works(Capability, "snapshots.shared", "a transaction with another's snapshot reads what that one reads, and not what was written since", SharedAsync),
        ConformanceCheck.Works(Capability, "snapshots.unknown", "a snapshot that does not exist is refused", UnknownAsync),
        ConformanceCheck.Refuses(Capability, "snapshots.refused", "exporting a snapshot and beginning with one are refused", RefusedAsync),
    ];

    /// <summary>How who reads with others begins.</summary>
    public static TransactionOptions Reading { get; } = new() { Isolation = IsolationLevel.Snapshot, ReadOnly = true };

    private static async Task SharedAsync(CheckContext context)
    {
        ScratchTable table = await context.CreateTableAsync().ConfigureAwait(false);
        await context.Main.InsertAsync(table, 1).ConfigureAwait(false);
        TestSession peer = await context.OpenPeerAsync().ConfigureAwait(false);
        await context.Main.BeginAsync(Reading).ConfigureAwait(false);
        string snapshot = await context.Session.ExportSnapshotAsync(context.Cancellation).ConfigureAwait(false);
        await peer.InsertAsync(table, 2).ConfigureAwait(false);
        await peer.BeginAsync(Reading with { Snapshot = snapshot }).ConfigureAwait(false);
        await context.Main.CommitAsync().ConfigureAwait(false);
        await peer.EnsureIdsAsync(table, "rows read in another's snapshot, which that one has left", 1).ConfigureAwait(false);
        await peer.CommitAsync().ConfigureAwait(false);
        await peer.EnsureIdsAsync(table, "rows read after a snapshot", 1, 2).ConfigureAwait(false);
    }

    private static async Task UnknownAsync(CheckContext context)
    {
        await Ensure.RefusesAsync("a snapshot that does not exist", () => context.Main.BeginAsync(Reading with { Snapshot = "no-such-snapshot'; --" })).ConfigureAwait(false);
        await context.Main.ResetAsync().ConfigureAwait(false);
        await context.Main.EnsureWorksAsync("after a snapshot that does not exist").ConfigureAwait(false);
    }

    private static async Task RefusedAsync(CheckContext context)
    {
        bool isOpen = context.Capabilities.Transactions.IsSupported;
        if (isOpen)
        {
            await context.Main.BeginAsync().ConfigureAwait(false);
        }

        await Ensure.RefusesAsync("exporting a snapshot without the capability", () => context.Session.ExportSnapshotAsync(context.Cancellation).AsTask()).ConfigureAwait(false);
        if (isOpen)
        {
            await context.Main.RollbackAsync().ConfigureAwait(false);
        }

        await Ensure.RefusesAsync(
            "a transaction with a snapshot without the capability", () => context.Main.BeginAsync(TransactionOptions.Default with { Snapshot = "1" })).ConfigureAwait(false);
    }
}
