using Quarry.Contracts;

namespace Quarry.Sdk.Conformance.Checks;

/// <summary>A session that was reset is as good as new: the pool depends on it.</summary>
internal static class ResetChecks
{
    public static IEnumerable<ConformanceCheck> All =>
    [
        ConformanceCheck.Always("reset.works", "a session works after a reset, also after two", WorksAsync),
        ConformanceCheck.Always("reset.open-result", "a reset ends an open result", OpenResultAsync),
        ConformanceCheck.Always("reset.temporary-table", "a reset drops temporary tables", TemporaryTableAsync),
        ConformanceCheck.Works(nameof(DriverCapabilities.Transactions), "reset.transaction", "a reset rolls an open transaction back", TransactionAsync),
    ];

    private static async Task WorksAsync(CheckContext context)
    {
        await context.Main.ResetAsync().ConfigureAwait(false);
        await context.Main.ResetAsync().ConfigureAwait(false);
        await context.Main.EnsureWorksAsync("after a reset").ConfigureAwait(false);
    }

    private static async Task OpenResultAsync(CheckContext context)
    {
        ScratchTable table = await ManyRows.CreateAsync(context, 20).ConfigureAwait(false);
        ResultReader reader = await context.Main.OpenReaderAsync(table.Select(TestSession.Id), new() { Rows = 3 }).ConfigureAwait(false);
        (await context.Main.ReadAsync(reader).ConfigureAwait(false))?.Dispose();
        await ResetsAsync(context).ConfigureAwait(false);
        await context.Main.EnsureWorksAsync("after a reset with an open result").ConfigureAwait(false);
        await reader.DisposeAsync().ConfigureAwait(false);
        await context.Main.EnsureWorksAsync("after the reader of before the reset was disposed").ConfigureAwait(false);
    }

    private static async Task TemporaryTableAsync(CheckContext context)
    {
        TableName name = context.Fixture.NewTable();
        string create = context.Fixture.CreateTemporaryTable(name, TestSession.Id) ?? throw new NotApplicableException("the fixture has no temporary tables");
        await context.Main.QueryAsync(create).ConfigureAwait(false);
        ScratchTable table = context.Track(name, new([new() { Name = TestSession.Id, Type = LogicalType.Int64 }]));
        await context.Main.InsertAsync(table, 1).ConfigureAwait(false);
        if (!await ResetsAsync(context).ConfigureAwait(false))
        {
            return;
        }

        await Ensure.RefusesAsync("a temporary table after a reset", () => context.Main.QueryAsync(table.Select(TestSession.Id))).ConfigureAwait(false);
    }

    private static async Task TransactionAsync(CheckContext context)
    {
        ScratchTable table = await context.CreateTableAsync().ConfigureAwait(false);
        await context.Main.BeginAsync().ConfigureAwait(false);
        await context.Main.InsertAsync(table, 1).ConfigureAwait(false);
        await ResetsAsync(context).ConfigureAwait(false);
        await context.Main.EnsureIdsAsync(table, "rows of a transaction that was open at a reset").ConfigureAwait(false);
        await context.Main.BeginAsync().ConfigureAwait(false);
        await context.Main.RollbackAsync().ConfigureAwait(false);
    }

    /// <summary>Resets; false if the session says that it cannot be brought back. The pool closes such a session, so that nobody sees what it holds.</summary>
    private static async Task<bool> ResetsAsync(CheckContext context)
    {
        try
        {
            await context.Main.ResetAsync().ConfigureAwait(false);
            return true;
        }
        catch (QuarryException refused) when (refused.Kind == ErrorKind.Server)
        {
            return false;
        }
    }
}
