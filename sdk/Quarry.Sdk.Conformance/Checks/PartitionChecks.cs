using System.Globalization;
using Quarry.Contracts;

namespace Quarry.Sdk.Conformance.Checks;

/// <summary>Tables and queries in parts.</summary>
internal static class PartitionChecks
{
    private const string Capability = nameof(DriverCapabilities.Partitions);
    private const int Count = 40;

    public static IEnumerable<ConformanceCheck> All =>
    [
        ConformanceCheck.Works(Capability, "partitions.hold-all", "the partitions of a table hold each of its rows once", context => HoldAllAsync(context, byKey: false)),
        ConformanceCheck.Works(Capability, "partitions.by-key", "the partitions of a query by a key hold each of its rows once, those without a key too", context => HoldAllAsync(context, byKey: true)),
        ConformanceCheck.Refuses(Capability, "partitions.refused", "splitting a table is refused", RefusedAsync),
    ];

    private static async Task HoldAllAsync(CheckContext context, bool byKey)
    {
        ScratchTable table = await context.CreateTableAsync().ConfigureAwait(false);
        string insert = table.Insert(TestSession.Id, TestSession.Text);
        for (int row = 0; row < Count; row++)
        {
            await context.Main.QueryAsync(
                insert, TestSession.Integer(row % 5 == 0 ? null : row / 2), TestSession.Utf8(row.ToString("D2", CultureInfo.InvariantCulture))).ConfigureAwait(false);
        }

        await context.Main.BeginAsync(SnapshotChecks.Reading).ConfigureAwait(false);
        PartitionSet set = await context.Session.PartitionAsync(
            byKey
                ? new() { Sql = $"SELECT * FROM {table.Quoted}", Key = TestSession.Id, Count = 3 }
                : new() { Table = table.Name, Count = 3 },
            context.Cancellation).ConfigureAwait(false);
        Ensure.That(set.Partitions.Count > 0, "Session.PartitionAsync returned no partition.");
        var texts = new List<string>();
        foreach (Partition partition in set.Partitions)
        {
            Rows rows = await context.Main.QueryAsync(partition.Sql).ConfigureAwait(false);
            texts.AddRange(Enumerable.Range(0, rows.Count).Select(row => rows[row][1]?.ToString() ?? "NULL"));
        }

        await context.Main.CommitAsync().ConfigureAwait(false);
        IEnumerable<string> expected = Enumerable.Range(0, Count).Select(row => row.ToString("D2", CultureInfo.InvariantCulture));
        Ensure.That(texts.Order(StringComparer.Ordinal).SequenceEqual(expected), $"The {set.Partitions.Count} partitions hold {texts.Count} rows, {texts.Distinct().Count()} of them different; the table has {Count}.");
    }

    private static async Task RefusedAsync(CheckContext context)
    {
        ScratchTable table = await context.CreateTableAsync().ConfigureAwait(false);
        await Ensure.RefusesAsync(
            "splitting a table without the capability", () => context.Session.PartitionAsync(new() { Table = table.Name, Count = 2 }, context.Cancellation).AsTask()).ConfigureAwait(false);
    }
}
