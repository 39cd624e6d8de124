using System.Data;
using Quarry.Contracts;

namespace Quarry.Sdk.Conformance.Checks;

/// <summary>Transactions.</summary>
internal static class TransactionChecks
{
    private const string Capability = nameof(DriverCapabilities.Transactions);

    public static IEnumerable<ConformanceCheck> All =>
    [
        ConformanceCheck.Works(Capability, "transactions.commit", "what is committed stays", CommitAsync),
        ConformanceCheck.Works(Capability, "transactions.rollback", "what is rolled back never was", RollbackAsync),
        ConformanceCheck.Works(Capability, "transactions.visibility", "another session sees what is committed and never what is rolled back", VisibilityAsync),
        ConformanceCheck.Works(Capability, "transactions.dispose", "closing a session rolls its transaction back", DisposeAsync),
        ConformanceCheck.Works(Capability, "transactions.after-error", "a transaction can be rolled back after an error", AfterErrorAsync),
        ConformanceCheck.Works(Capability, "transactions.misuse", "a second Begin, and Commit and Rollback without Begin, are refused", MisuseAsync),
        ConformanceCheck.Works(Capability, "transactions.isolation", "an isolation level works or is refused, as the dialect says", IsolationAsync),
        ConformanceCheck.Refuses(Capability, "transactions.refused", "Begin, Commit and Rollback are refused", RefusedAsync),
    ];

    private static async Task CommitAsync(CheckContext context)
    {
        ScratchTable table = await context.CreateTableAsync().ConfigureAwait(false);
        for (long id = 1; id <= 2; id++)
        {
            await context.Main.BeginAsync().ConfigureAwait(false);
            await context.Main.InsertAsync(table, id).ConfigureAwait(false);
            await context.Main.CommitAsync().ConfigureAwait(false);
        }

        await context.Main.EnsureIdsAsync(table, "rows after two commits", 1, 2).ConfigureAwait(false);
    }

    private static async Task RollbackAsync(CheckContext context)
    {
        ScratchTable table = await context.CreateTableAsync().ConfigureAwait(false);
        await context.Main.InsertAsync(table, 1).ConfigureAwait(false);
        await context.Main.BeginAsync().ConfigureAwait(false);
        await context.Main.InsertAsync(table, 2).ConfigureAwait(false);
        await context.Main.EnsureIdsAsync(table, "rows seen within the transaction", 1, 2).ConfigureAwait(false);
        await context.Main.RollbackAsync().ConfigureAwait(false);
        await context.Main.EnsureIdsAsync(table, "rows after the rollback", 1).ConfigureAwait(false);
        await context.Main.InsertAsync(table, 3).ConfigureAwait(false);
        await context.Main.EnsureIdsAsync(table, "rows after a statement that followed the rollback", 1, 3).ConfigureAwait(false);
    }

    private static async Task VisibilityAsync(CheckContext context)
    {
        ScratchTable table = await context.CreateTableAsync().ConfigureAwait(false);
        TestSession other = await context.OpenPeerAsync().ConfigureAwait(false);
        await context.Main.BeginAsync().ConfigureAwait(false);
        await context.Main.InsertAsync(table, 1).ConfigureAwait(false);
        await context.Main.CommitAsync().ConfigureAwait(false);
        await other.EnsureIdsAsync(table, "rows that another session sees after the commit", 1).ConfigureAwait(false);
        await context.Main.BeginAsync().ConfigureAwait(false);
        await context.Main.InsertAsync(table, 2).ConfigureAwait(false);
        await context.Main.RollbackAsync().ConfigureAwait(false);
        await other.EnsureIdsAsync(table, "rows that another session sees after the rollback", 1).ConfigureAwait(false);
    }

    private static async Task DisposeAsync(CheckContext context)
    {
        ScratchTable table = await context.CreateTableAsync().ConfigureAwait(false);
        TestSession other = await context.OpenPeerAsync().ConfigureAwait(false);
        await other.BeginAsync().ConfigureAwait(false);
        await other.InsertAsync(table, 1).ConfigureAwait(false);
        await other.Session.DisposeAsync().ConfigureAwait(false);
        await context.Main.EnsureIdsAsync(table, "rows after a session was closed in a transaction").ConfigureAwait(false);
    }

    private static async Task AfterErrorAsync(CheckContext context)
    {
        ScratchTable table = await context.CreateTableAsync().ConfigureAwait(false);
        await context.Main.BeginAsync().ConfigureAwait(false);
        await context.Main.InsertAsync(table, 1).ConfigureAwait(false);
        await Ensure.RefusesAsync("broken SQL in a transaction", () => context.Main.QueryAsync(context.Fixture.BrokenSql)).ConfigureAwait(false);
        await context.Main.RollbackAsync().ConfigureAwait(false);
        await context.Main.EnsureIdsAsync(table, "rows after an error and a rollback").ConfigureAwait(false);
    }

    private static async Task MisuseAsync(CheckContext context)
    {
        await EnsureMisuseAsync("Commit without Begin", () => context.Main.CommitAsync()).ConfigureAwait(false);
        await EnsureMisuseAsync("Rollback without Begin", () => context.Main.RollbackAsync()).ConfigureAwait(false);
        await context.Main.BeginAsync().ConfigureAwait(false);
        await EnsureMisuseAsync("a second Begin", () => context.Main.BeginAsync()).ConfigureAwait(false);
        await context.Main.RollbackAsync().ConfigureAwait(false);
    }

    private static async Task IsolationAsync(CheckContext context)
    {
        ScratchTable table = await context.CreateTableAsync().ConfigureAwait(false);
        foreach (IsolationLevel level in Enum.GetValues<IsolationLevel>())
        {
            var options = new TransactionOptions { Isolation = level };
            if (context.Dialect.BeginTransaction(options) is null)
            {
                Ensure.That(level != IsolationLevel.Unspecified, "The dialect cannot begin a transaction of default isolation, although transactions are claimed.");
                await Ensure.RefusesAsync($"isolation {level}, which the dialect does not know", () => context.Main.BeginAsync(options)).ConfigureAwait(false);
                continue;
            }

            await context.Main.BeginAsync(options).ConfigureAwait(false);
            await context.Main.InsertAsync(table, (int)level).ConfigureAwait(false);
            await context.Main.RollbackAsync().ConfigureAwait(false);
            await context.Main.EnsureIdsAsync(table, $"rows after a rollback at isolation {level}").ConfigureAwait(false);
        }
    }

    private static async Task RefusedAsync(CheckContext context)
    {
        await Ensure.RefusesAsync("BeginAsync without the capability", () => context.Main.BeginAsync()).ConfigureAwait(false);
        await Ensure.RefusesAsync("CommitAsync without the capability", () => context.Main.CommitAsync()).ConfigureAwait(false);
        await Ensure.RefusesAsync("RollbackAsync without the capability", () => context.Main.RollbackAsync()).ConfigureAwait(false);
    }

    // ADO.NET prescribes InvalidOperationException; a server that refuses by itself is as clear.
    private static async Task EnsureMisuseAsync(string what, Func<Task> call)
    {
        try
        {
            await call().ConfigureAwait(false);
        }
        catch (Exception error) when (error is InvalidOperationException or QuarryException)
        {
            return;
        }

        throw new CheckFailedException($"{what} succeeded.");
    }
}
