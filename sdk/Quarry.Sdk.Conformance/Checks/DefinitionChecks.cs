using Quarry.Contracts;

namespace Quarry.Sdk.Conformance.Checks;

/// <summary>Definitions within transactions: who creates a table for a write must know what is left when it fails.</summary>
internal static class DefinitionChecks
{
    private const string Capability = nameof(DriverCapabilities.TransactionalDefinitions);

    public static IEnumerable<ConformanceCheck> All =>
    [
        ConformanceCheck.Works(Capability, "definitions.transactional", "a table that is created in a transaction goes with its rollback and stays with its commit", TransactionalAsync),
        ConformanceCheck.Refuses(Capability, "definitions.apart", "a table that is created in a transaction is refused, or stays whatever becomes of it", ApartAsync),
    ];

    private static async Task TransactionalAsync(CheckContext context)
    {
        Ensure.That(context.Capabilities.Transactions.IsSupported, "Definitions in transactions are claimed, but transactions are not.");
        await context.Main.BeginAsync().ConfigureAwait(false);
        ScratchTable undone = await context.CreateTableAsync().ConfigureAwait(false);
        await context.Main.InsertAsync(undone, 1).ConfigureAwait(false);
        await context.Main.RollbackAsync().ConfigureAwait(false);
        await Ensure.RefusesAsync("a query of a table whose creation was rolled back", () => context.Main.QueryAsync(undone.Select(TestSession.Id))).ConfigureAwait(false);
        await context.Main.BeginAsync().ConfigureAwait(false);
        ScratchTable kept = await context.CreateTableAsync().ConfigureAwait(false);
        await context.Main.InsertAsync(kept, 2).ConfigureAwait(false);
        await context.Main.CommitAsync().ConfigureAwait(false);
        await context.Main.EnsureIdsAsync(kept, "rows of a table that was created in a transaction", 2).ConfigureAwait(false);
    }

    private static async Task ApartAsync(CheckContext context)
    {
        if (!context.Capabilities.Transactions.IsSupported)
        {
            throw new NotApplicableException("the driver does not claim Transactions");
        }

        await context.Main.BeginAsync().ConfigureAwait(false);
        ScratchTable table;
        try
        {
            table = await context.CreateTableAsync().ConfigureAwait(false);
        }
        catch (QuarryException)
        {
            await context.Main.RollbackAsync().ConfigureAwait(false);
            return;
        }

        await context.Main.RollbackAsync().ConfigureAwait(false);
        await context.Main.EnsureIdsAsync(table, "rows of a table that was created in a transaction which was rolled back").ConfigureAwait(false);
    }
}
