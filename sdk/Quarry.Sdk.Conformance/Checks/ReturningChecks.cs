using Quarry.Contracts;

namespace Quarry.Sdk.Conformance.Checks;

/// <summary>Statements that change data and return rows.</summary>
internal static class ReturningChecks
{
    private const string Capability = nameof(DriverCapabilities.Returning);

    public static IEnumerable<ConformanceCheck> All =>
    [
        ConformanceCheck.Works(Capability, "returning.insert", "an INSERT returns the columns that were asked for, or all", InsertAsync),
        ConformanceCheck.Works(Capability, "returning.delete", "a DELETE returns the rows that it deleted", DeleteAsync),
        ConformanceCheck.Refuses(Capability, "returning.refused", "the dialect writes no such statement, or the server refuses it", RefusedAsync),
    ];

    private static async Task InsertAsync(CheckContext context)
    {
        ScratchTable table = await context.CreateTableAsync((TestSession.Id, LogicalType.Int64), ("odd \"name", LogicalType.Utf8)).ConfigureAwait(false);
        string insert = table.Insert(TestSession.Id, "odd \"name");
        Rows some = await context.Main.QueryAsync(Returning(context, insert, "odd \"name"), TestSession.Integer(1), TestSession.Utf8("a")).ConfigureAwait(false);
        Ensure.Same("a", some.Scalar(), "the column that an INSERT returns");
        Rows all = await context.Main.QueryAsync(Returning(context, insert), TestSession.Integer(2), TestSession.Utf8(null)).ConfigureAwait(false);
        Ensure.That(all.Count == 1 && all[0].Length == 2, $"An INSERT of one row that returns all of two columns returned {all.Count} rows of {all.Schema?.Columns.Count}.");
        Ensure.Integer(2, all[0][0], "the first column that an INSERT returns");
        Ensure.Same(null, all[0][1], "the second column that an INSERT returns");
        await context.Main.EnsureIdsAsync(table, "rows after INSERTs that returned", 1, 2).ConfigureAwait(false);
    }

    private static async Task DeleteAsync(CheckContext context)
    {
        ScratchTable table = await context.CreateTableAsync().ConfigureAwait(false);
        await context.Main.InsertAsync(table, 7).ConfigureAwait(false);
        (await context.Main.QueryAsync(Returning(context, table.Delete(), TestSession.Id)).ConfigureAwait(false)).EnsureIntegers("what a DELETE returned", 7);
        await context.Main.EnsureIdsAsync(table, "rows after a DELETE that returned").ConfigureAwait(false);
    }

    private static async Task RefusedAsync(CheckContext context)
    {
        ScratchTable table = await context.CreateTableAsync().ConfigureAwait(false);
        if (context.Dialect.Returning(table.Insert(TestSession.Id), [TestSession.Id]) is { } sql)
        {
            await Ensure.RefusesAsync("RETURNING without the capability", () => context.Main.QueryAsync(sql, TestSession.Integer(1))).ConfigureAwait(false);
        }
    }

    private static string Returning(CheckContext context, string sql, params IReadOnlyList<string> columns)
        => context.Dialect.Returning(sql, columns) ?? throw new CheckFailedException("Returning is claimed, but the dialect's Returning gives null.");
}
