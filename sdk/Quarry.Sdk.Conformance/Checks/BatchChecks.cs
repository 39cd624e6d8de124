using Quarry.Contracts;

namespace Quarry.Sdk.Conformance.Checks;

/// <summary>Many statements in one call.</summary>
internal static class BatchChecks
{
    private const string Capability = nameof(DriverCapabilities.Batches);

    public static IEnumerable<ConformanceCheck> All =>
    [
        ConformanceCheck.Works(Capability, "batches.all", "the statements of a batch run in order, those that return rows too", AllAsync),
        ConformanceCheck.Works(Capability, "batches.many", "a batch of 2 000 statements with values of 1 000 characters runs, in both modes", ManyAsync),
        ConformanceCheck.Works(Capability, "batches.atomic", "a failure in an atomic batch undoes what ran, and what follows does not run", AtomicAsync),
        ConformanceCheck.Works(Capability, "batches.continue", "with continue-on-error what fails stands alone", ContinueAsync),
        ConformanceCheck.Works(Capability, "batches.transaction", "a batch in a transaction of the caller ends with it", TransactionAsync),
        ConformanceCheck.Works(Capability, "batches.prepared", "a batch runs prepared statements", PreparedAsync),
        ConformanceCheck.Refuses(Capability, "batches.refused", "a batch is refused", RefusedAsync),
    ];

    private static async Task AllAsync(CheckContext context)
    {
        ScratchTable table = await context.CreateTableAsync().ConfigureAwait(false);
        IReadOnlyList<BatchResult> results = await RunAsync(
            context, BatchMode.Atomic, Insert(table, 1), Insert(table, 2), Statement(table.Select(TestSession.Id)), Statement(table.Delete()), Insert(table, 3)).ConfigureAwait(false);
        EnsureStatuses(results, BatchStatus.Succeeded, BatchStatus.Succeeded, BatchStatus.Succeeded, BatchStatus.Succeeded, BatchStatus.Succeeded);
        Ensure.That(results[0].RowsAffected is 1 or -1, $"An INSERT of one row in a batch affected {results[0].RowsAffected} rows.");
        Ensure.That(results[3].RowsAffected is 2 or -1, $"A DELETE of two rows in a batch affected {results[3].RowsAffected} rows.");
        await context.Main.EnsureIdsAsync(table, "rows after a batch", 3).ConfigureAwait(false);
    }

    private static async Task ManyAsync(CheckContext context)
    {
        ScratchTable table = await context.CreateTableAsync().ConfigureAwait(false);
        string text = new('x', 1000);
        int id = 0;
        foreach (BatchMode mode in (BatchMode[])[BatchMode.Atomic, BatchMode.ContinueOnError])
        {
            BatchStatement[] statements = new BatchStatement[2000];
            for (int i = 0; i < statements.Length; i++)
            {
                // Each asks for all rows so far now and then: answers that are longer than the questions.
                statements[i] = i % 250 == 249 ? Statement(table.Select(TestSession.Id, TestSession.Text)) : new()
                {
                    Plan = TestSession.Plan(table.Insert(TestSession.Id, TestSession.Text), 2),
                    Parameters = [TestSession.Integer(id++), TestSession.Utf8(text)],
                };
            }

            IReadOnlyList<BatchResult> results = await RunAsync(context, mode, statements).ConfigureAwait(false);
            Ensure.That(results.Count == statements.Length && results.All(result => result.Status == BatchStatus.Succeeded), $"A batch of 2 000 statements ({mode}) did not succeed as a whole.");
        }

        await context.Main.EnsureIdsAsync(table, "rows after two large batches", [.. Enumerable.Range(0, id).Select(i => (long)i)]).ConfigureAwait(false);
    }

    private static async Task AtomicAsync(CheckContext context)
    {
        ScratchTable table = await context.CreateTableAsync().ConfigureAwait(false);
        IReadOnlyList<BatchResult> results = await RunAsync(context, BatchMode.Atomic, Insert(table, 1), Statement(context.Fixture.BrokenSql), Insert(table, 3)).ConfigureAwait(false);
        EnsureStatuses(results, BatchStatus.RolledBack, BatchStatus.Failed, BatchStatus.NotRun);
        await context.Main.EnsureIdsAsync(table, "rows after an atomic batch that failed").ConfigureAwait(false);
        await context.Main.EnsureWorksAsync("after an atomic batch that failed").ConfigureAwait(false);
    }

    private static async Task ContinueAsync(CheckContext context)
    {
        ScratchTable table = await context.CreateTableAsync().ConfigureAwait(false);
        IReadOnlyList<BatchResult> results = await RunAsync(
            context, BatchMode.ContinueOnError, Insert(table, 1), Statement(context.Fixture.BrokenSql), Insert(table, 3), Statement(context.Fixture.BrokenSql)).ConfigureAwait(false);
        EnsureStatuses(results, BatchStatus.Succeeded, BatchStatus.Failed, BatchStatus.Succeeded, BatchStatus.Failed);
        await context.Main.EnsureIdsAsync(table, "rows after a batch that went on", 1, 3).ConfigureAwait(false);
    }

    private static async Task TransactionAsync(CheckContext context)
    {
        if (!context.Capabilities.Transactions.IsSupported)
        {
            throw new NotApplicableException("the driver has no transactions");
        }

        ScratchTable table = await context.CreateTableAsync().ConfigureAwait(false);
        await context.Main.BeginAsync().ConfigureAwait(false);
        await RunAsync(context, BatchMode.Atomic, Insert(table, 1)).ConfigureAwait(false);
        await context.Main.RollbackAsync().ConfigureAwait(false);
        await context.Main.BeginAsync().ConfigureAwait(false);
        await RunAsync(context, BatchMode.Atomic, Insert(table, 2), Insert(table, 3)).ConfigureAwait(false);
        await context.Main.CommitAsync().ConfigureAwait(false);
        await context.Main.EnsureIdsAsync(table, "rows after a batch rolled back and one committed", 2, 3).ConfigureAwait(false);
        await context.Main.BeginAsync().ConfigureAwait(false);
        EnsureStatuses(await RunAsync(context, BatchMode.Atomic, Insert(table, 4), Statement(context.Fixture.BrokenSql)).ConfigureAwait(false), BatchStatus.RolledBack, BatchStatus.Failed);
        await context.Main.RollbackAsync().ConfigureAwait(false);
        await context.Main.EnsureIdsAsync(table, "rows after a batch that failed in a transaction", 2, 3).ConfigureAwait(false);
    }

    private static async Task PreparedAsync(CheckContext context)
    {
        if (!context.Capabilities.PreparedStatements.IsSupported)
        {
            throw new NotApplicableException("the driver prepares no statements");
        }

        ScratchTable table = await context.CreateTableAsync().ConfigureAwait(false);
        PreparedStatement insert = await context.Session.PrepareAsync(TestSession.Plan(table.Insert(TestSession.Id), 1), [TestSession.Integer(0)], context.Cancellation).ConfigureAwait(false);
        await using (insert.ConfigureAwait(false))
        {
            BatchStatement[] statements = [.. Enumerable.Range(1, 3).Select(id => Insert(table, id) with { Plan = insert.Plan, Prepared = insert })];
            EnsureStatuses(await RunAsync(context, BatchMode.Atomic, statements).ConfigureAwait(false), BatchStatus.Succeeded, BatchStatus.Succeeded, BatchStatus.Succeeded);
        }

        await context.Main.EnsureIdsAsync(table, "rows after a batch of prepared statements", 1, 2, 3).ConfigureAwait(false);
    }

    private static async Task RefusedAsync(CheckContext context)
        => await Ensure.RefusesAsync("ExecuteBatchAsync without the capability", () => RunAsync(context, BatchMode.Atomic, Statement(context.Fixture.Select("1")))).ConfigureAwait(false);

    private static async Task<IReadOnlyList<BatchResult>> RunAsync(CheckContext context, BatchMode mode, params BatchStatement[] statements)
        => await context.Session.ExecuteBatchAsync(statements, mode, context.Cancellation).ConfigureAwait(false);

    private static BatchStatement Statement(string sql) => new() { Plan = TestSession.Plan(sql, 0), Parameters = [] };

    private static BatchStatement Insert(ScratchTable table, long id) => new() { Plan = TestSession.Plan(table.Insert(TestSession.Id), 1), Parameters = [TestSession.Integer(id)] };

    private static void EnsureStatuses(IReadOnlyList<BatchResult> results, params BatchStatus[] expected)
    {
        Ensure.That(results.Select(result => result.Status).SequenceEqual(expected), $"The statements of a batch ended as {string.Join(", ", results.Select(result => result.Status))}; expected {string.Join(", ", expected)}.");
        Ensure.That(results.All(result => result.Status == BatchStatus.Failed == result.Error is not null), "A statement of a batch has an error if and only if it failed.");
    }
}
