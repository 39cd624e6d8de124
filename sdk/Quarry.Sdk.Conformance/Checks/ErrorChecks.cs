using System.Collections.Immutable;
using Quarry.Contracts;

namespace Quarry.Sdk.Conformance.Checks;

/// <summary>Errors are clear, and a session survives them.</summary>
internal static class ErrorChecks
{
    public static IEnumerable<ConformanceCheck> All =>
    [
        ConformanceCheck.Always("errors.broken-sql", "broken SQL is refused, at the stated position", BrokenSqlAsync),
        ConformanceCheck.Always("errors.missing-table", "a table that does not exist is refused by its name", MissingTableAsync),
        ConformanceCheck.Always("errors.not-null", "NULL in a NOT NULL column is refused and nothing is written", NotNullAsync),
        ConformanceCheck.Always("errors.after-rows", "an error after rows comes at the read that meets it, and the rows before it stand", AfterRowsAsync),
        ConformanceCheck.Always("errors.unknown-hint", "a hint that the driver does not know is refused", UnknownHintAsync),
    ];

    private static async Task BrokenSqlAsync(CheckContext context)
    {
        string sql = context.Fixture.BrokenSql;
        QuarryException error = await Ensure.RefusesAsync("broken SQL", () => context.Main.QueryAsync(sql)).ConfigureAwait(false);
        Ensure.That(error.Position <= sql.Length + 1, $"The position {error.Position} lies beyond the SQL of {sql.Length} characters.");
        int expected = context.Fixture.BrokenSqlPosition;
        Ensure.That(expected == 0 || error.Position == expected, $"The error is reported at position {error.Position}, not {expected}: {error.Message}");
        await context.Main.EnsureWorksAsync("after broken SQL").ConfigureAwait(false);
    }

    private static async Task MissingTableAsync(CheckContext context)
    {
        var table = new ScratchTable(context.Dialect, context.Fixture.NewTable(), new([]));
        QuarryException error = await Ensure.RefusesAsync("a missing table", () => context.Main.QueryAsync(table.Select(TestSession.Id))).ConfigureAwait(false);
        Ensure.That(error.Message.Contains(table.Name.Name, StringComparison.OrdinalIgnoreCase), $"The error does not name the table {table.Name.Name}: {error.Message}");
        await context.Main.EnsureWorksAsync("after a missing table").ConfigureAwait(false);
    }

    private static async Task NotNullAsync(CheckContext context)
    {
        ScratchTable table = await context.CreateTableAsync(new Schema(
            [new() { Name = TestSession.Id, Type = LogicalType.Int64 }, new() { Name = TestSession.Text, Type = LogicalType.Utf8, IsNullable = false }])).ConfigureAwait(false);
        await Ensure.RefusesAsync("NULL in a NOT NULL column", () => context.Main.QueryAsync(
            table.Insert(TestSession.Id, TestSession.Text), TestSession.Integer(1), TestSession.Utf8(null))).ConfigureAwait(false);
        await context.Main.EnsureIdsAsync(table, "rows after a refused INSERT").ConfigureAwait(false);
    }

    private static async Task AfterRowsAsync(CheckContext context)
    {
        string sql = context.Fixture.FailsAfterRowsSql ?? throw new NotApplicableException("the fixture has no query that fails after rows");
        ResultReader reader = await context.Main.OpenReaderAsync(sql, new() { Rows = 1 }).ConfigureAwait(false);
        await using (reader.ConfigureAwait(false))
        {
            ColumnBatch first = await context.Main.ReadAsync(reader).ConfigureAwait(false) ?? throw new CheckFailedException("The query returned no row before it failed.");
            Rows.Copy(first, reader.Schema!);
            await Ensure.RefusesAsync("reading on to the error", async () =>
            {
                ColumnBatch? batch;
                while ((batch = await context.Main.ReadAsync(reader).ConfigureAwait(false)) is not null)
                {
                    batch.Dispose();
                }
            }).ConfigureAwait(false);
        }

        await context.Main.EnsureWorksAsync("after an error in the middle of a result").ConfigureAwait(false);
    }

    private static async Task UnknownHintAsync(CheckContext context)
    {
        QueryPlan plan = TestSession.Plan(context.Fixture.Select("1"), 0) with
        {
            Hints = ImmutableSortedDictionary<string, string>.Empty.Add("quarry.no-such-hint", "1"),
        };
        await Ensure.RefusesAsync("an unknown hint", () => context.Main.QueryAsync(plan)).ConfigureAwait(false);
        await context.Main.EnsureWorksAsync("after an unknown hint").ConfigureAwait(false);
    }
}
