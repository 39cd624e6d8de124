using Quarry.Contracts;

namespace Quarry.Sdk.Conformance.Checks;

/// <summary>Savepoints.</summary>
internal static class SavepointChecks
{
    private const string Capability = nameof(DriverCapabilities.Savepoints);

    public static IEnumerable<ConformanceCheck> All =>
    [
        ConformanceCheck.Works(Capability, "savepoints.rollback-to", "what follows a savepoint can be undone, also twice, and the rest is committed", RollbackToAsync),
        ConformanceCheck.Works(Capability, "savepoints.nested", "savepoints nest", NestedAsync),
        ConformanceCheck.Works(Capability, "savepoints.release", "a savepoint can be forgotten without undoing anything", ReleaseAsync),
        ConformanceCheck.Works(Capability, "savepoints.names", "a savepoint may have any name that the database takes, and an unknown one is refused", NamesAsync),
        ConformanceCheck.Refuses(Capability, "savepoints.refused", "savepoints are refused, and the transaction goes on", RefusedAsync),
    ];

    private static async Task RollbackToAsync(CheckContext context)
    {
        ScratchTable table = await BeginAsync(context).ConfigureAwait(false);
        await context.Main.InsertAsync(table, 1).ConfigureAwait(false);
        await context.Main.SaveAsync("a").ConfigureAwait(false);
        foreach (long id in (long[])[2, 3])
        {
            await context.Main.InsertAsync(table, id).ConfigureAwait(false);
            await context.Main.RollbackToAsync("a").ConfigureAwait(false);
            await context.Main.EnsureIdsAsync(table, "rows after a rollback to the savepoint", 1).ConfigureAwait(false);
        }

        await context.Main.InsertAsync(table, 4).ConfigureAwait(false);
        await context.Main.CommitAsync().ConfigureAwait(false);
        await context.Main.EnsureIdsAsync(table, "rows after the commit", 1, 4).ConfigureAwait(false);
    }

    private static async Task NestedAsync(CheckContext context)
    {
        ScratchTable table = await BeginAsync(context).ConfigureAwait(false);
        await context.Main.SaveAsync("outer").ConfigureAwait(false);
        await context.Main.InsertAsync(table, 1).ConfigureAwait(false);
        await context.Main.SaveAsync("inner").ConfigureAwait(false);
        await context.Main.InsertAsync(table, 2).ConfigureAwait(false);
        await context.Main.RollbackToAsync("inner").ConfigureAwait(false);
        await context.Main.EnsureIdsAsync(table, "rows after a rollback to the inner savepoint", 1).ConfigureAwait(false);
        await context.Main.RollbackToAsync("outer").ConfigureAwait(false);
        await context.Main.EnsureIdsAsync(table, "rows after a rollback to the outer savepoint").ConfigureAwait(false);
        await context.Main.CommitAsync().ConfigureAwait(false);
    }

    private static async Task ReleaseAsync(CheckContext context)
    {
        ScratchTable table = await BeginAsync(context).ConfigureAwait(false);
        await context.Main.SaveAsync("a").ConfigureAwait(false);
        await context.Main.InsertAsync(table, 1).ConfigureAwait(false);
        await context.Main.ReleaseAsync("a").ConfigureAwait(false);
        await context.Main.EnsureIdsAsync(table, "rows after the savepoint was released", 1).ConfigureAwait(false);
        await context.Main.CommitAsync().ConfigureAwait(false);
        await context.Main.EnsureIdsAsync(table, "rows after the commit", 1).ConfigureAwait(false);
    }

    private static async Task NamesAsync(CheckContext context)
    {
        ScratchTable table = await BeginAsync(context).ConfigureAwait(false);
        foreach (string name in (string[])["select", "with space", "q\"uote", "it's; --"])
        {
            if (!context.Fixture.CanSave(name))
            {
                await EnsureRefusedAsync(context, name).ConfigureAwait(false);
                continue;
            }

            await context.Main.SaveAsync(name).ConfigureAwait(false);
            await context.Main.InsertAsync(table, 1).ConfigureAwait(false);
            await context.Main.RollbackToAsync(name).ConfigureAwait(false);
            await context.Main.EnsureIdsAsync(table, $"rows after a rollback to the savepoint {name}").ConfigureAwait(false);
        }

        await Ensure.RefusesAsync("a rollback to an unknown savepoint", () => context.Main.RollbackToAsync("nobody")).ConfigureAwait(false);
        await context.Main.RollbackAsync().ConfigureAwait(false);
    }

    // As for names of tables, a dialect may throw an ArgumentException.
    private static async Task EnsureRefusedAsync(CheckContext context, string name)
    {
        try
        {
            await context.Main.SaveAsync(name).ConfigureAwait(false);
        }
        catch (Exception error) when (error is ArgumentException or QuarryException)
        {
            return;
        }

        throw new CheckFailedException($"The savepoint \"{name}\" was set, although the fixture says that the database takes no such name.");
    }

    private static async Task RefusedAsync(CheckContext context)
    {
        bool inTransaction = context.Capabilities.Transactions.IsSupported;
        if (inTransaction)
        {
            await context.Main.BeginAsync().ConfigureAwait(false);
        }

        await Ensure.RefusesAsync("SaveAsync without the capability", () => context.Main.SaveAsync("a")).ConfigureAwait(false);
        await Ensure.RefusesAsync("RollbackToAsync without the capability", () => context.Main.RollbackToAsync("a")).ConfigureAwait(false);
        if (inTransaction)
        {
            await context.Main.RollbackAsync().ConfigureAwait(false);
        }
    }

    private static async Task<ScratchTable> BeginAsync(CheckContext context)
    {
        Ensure.That(context.Capabilities.Transactions.IsSupported, "Savepoints are claimed, but transactions, in which alone they mean something, are not.");
        ScratchTable table = await context.CreateTableAsync().ConfigureAwait(false);
        await context.Main.BeginAsync().ConfigureAwait(false);
        return table;
    }
}
