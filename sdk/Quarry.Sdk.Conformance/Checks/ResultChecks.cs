using Quarry.Contracts;

namespace Quarry.Sdk.Conformance.Checks;

/// <summary>Results come in batches that keep their schema, limits and order.</summary>
internal static class ResultChecks
{
    public static IEnumerable<ConformanceCheck> All =>
    [
        ConformanceCheck.Always("results.schema", "the schema is known before the first row, with names as asked", SchemaAsync),
        ConformanceCheck.Always("results.no-rows", "a result without rows has a schema and ends at once, also when asked again", NoRowsAsync),
        ConformanceCheck.Always("results.no-columns", "a result without columns has rows", NoColumnsAsync),
        ConformanceCheck.Always("results.batches", "many batches hold every row once and in order", BatchesAsync),
        ConformanceCheck.Always("results.row-limit", "no batch has more rows than the limit", RowLimitAsync),
        ConformanceCheck.Always("results.byte-limit", "a batch ends with the row that reaches the limit of bytes", ByteLimitAsync),
        ConformanceCheck.Always("results.kept-batch", "a batch that is kept does not change when the next is read", KeptBatchAsync),
        ConformanceCheck.Always("results.abandoned", "a reader that is disposed early frees the session", AbandonedAsync),
        ConformanceCheck.Always("results.rows-affected", "a statement without rows has no schema and states how many rows it changed", RowsAffectedAsync),
    ];

    private static async Task SchemaAsync(CheckContext context)
    {
        ScratchTable table = await context.CreateTableAsync(("first", LogicalType.Int64), ("Second Name", LogicalType.Utf8)).ConfigureAwait(false);
        ResultReader reader = await context.Main.OpenReaderAsync(table.Select("Second Name", "first", "first")).ConfigureAwait(false);
        await using (reader.ConfigureAwait(false))
        {
            Ensure.That(reader.Schema is not null, "A SELECT returned without a schema.");
            string names = string.Join(", ", reader.Schema.Columns.Select(column => column.Name));
            Ensure.That(names == "Second Name, first, first", $"The columns Second Name, first, first are called {names}.");
        }
    }

    private static async Task NoRowsAsync(CheckContext context)
    {
        ScratchTable table = await context.CreateTableAsync().ConfigureAwait(false);
        ResultReader reader = await context.Main.OpenReaderAsync(table.Select(TestSession.Id, TestSession.Text)).ConfigureAwait(false);
        await using (reader.ConfigureAwait(false))
        {
            Ensure.That(reader.Schema?.Columns.Count == 2, $"A result without rows has {reader.Schema?.Columns.Count ?? 0} columns, not 2.");
            for (int read = 0; read < 3; read++)
            {
                using ColumnBatch? batch = await context.Main.ReadAsync(reader).ConfigureAwait(false);
                Ensure.That(batch is null, $"A result without rows returned a batch of {batch?.Rows} rows.");
            }
        }
    }

    private static async Task NoColumnsAsync(CheckContext context)
    {
        string sql = context.Fixture.NoColumnsSql ?? throw new NotApplicableException("the fixture has no query without columns");
        Rows rows = await context.Main.QueryAsync(sql).ConfigureAwait(false);
        Ensure.That(rows.Schema is { Columns.Count: 0 } && rows.Count > 0, $"Expected rows without columns, got {rows.Count} rows of {rows.Schema?.Columns.Count} columns.");
    }

    private static async Task BatchesAsync(CheckContext context)
    {
        ScratchTable table = await ManyRows.CreateAsync(context, 500).ConfigureAwait(false);
        foreach (int limit in (int[])[1, 7, 499, 500, 501, 16_384])
        {
            Rows rows = await context.Main.QueryAsync(TestSession.Plan(table.Select(TestSession.Id, TestSession.Text), 0, new() { Rows = limit })).ConfigureAwait(false);
            Ensure.That(rows.Count == 500, $"500 rows in batches of {limit} came back as {rows.Count}.");
            ManyRows.EnsureRows(context.Fixture, [.. Enumerable.Range(0, rows.Count).Select(row => rows[row])], 0);
        }
    }

    private static async Task RowLimitAsync(CheckContext context)
    {
        ScratchTable table = await ManyRows.CreateAsync(context, 100).ConfigureAwait(false);
        foreach (int limit in (int[])[1, 7, 100])
        {
            Rows rows = await context.Main.QueryAsync(TestSession.Plan(table.Select(TestSession.Id, TestSession.Text), 0, new() { Rows = limit })).ConfigureAwait(false);
            Ensure.That(rows.Batches.All(batch => batch <= limit), $"With a limit of {limit} rows the batches have {string.Join(", ", rows.Batches)} rows.");
        }
    }

    private static async Task ByteLimitAsync(CheckContext context)
    {
        const int Limit = 1000;
        ScratchTable table = await ManyRows.CreateAsync(context, 100).ConfigureAwait(false);
        ResultReader reader = await context.Main.OpenReaderAsync(table.Select(TestSession.Id, TestSession.Text), new() { Bytes = Limit }).ConfigureAwait(false);
        await using (reader.ConfigureAwait(false))
        {
            long next = 0;
            ColumnBatch? batch;
            while ((batch = await context.Main.ReadAsync(reader).ConfigureAwait(false)) is not null)
            {
                int allButLast = batch.Columns.Sum(column => SizeOf(column, batch.Rows - 1));
                int rows = batch.Rows;
                ManyRows.EnsureRows(context.Fixture, Rows.Copy(batch, reader.Schema!), next);
                next += rows;
                Ensure.That(allButLast < Limit, $"With a limit of {Limit} bytes a batch of {rows} rows holds {allButLast} bytes without its last row.");
            }

            Ensure.That(next == 100, $"100 rows in batches of {Limit} bytes came back as {next}.");
        }
    }

    // Values alone: offsets, validity and padding are the driver's to count or not.
    private static int SizeOf(ColumnVector column, int rows)
        => column.Type.Layout == ColumnLayout.Variable ? column.Offsets[rows] : rows * column.Type.ByteWidth;

    private static async Task KeptBatchAsync(CheckContext context)
    {
        ScratchTable table = await ManyRows.CreateAsync(context, 50).ConfigureAwait(false);
        var kept = new List<ColumnBatch>();
        ResultReader reader = await context.Main.OpenReaderAsync(table.Select(TestSession.Id, TestSession.Text), new() { Rows = 9 }).ConfigureAwait(false);
        try
        {
            await using (reader.ConfigureAwait(false))
            {
                ColumnBatch? batch;
                while ((batch = await context.Main.ReadAsync(reader).ConfigureAwait(false)) is not null)
                {
                    kept.Add(batch.Retain());
                    batch.Dispose();
                }
            }

            List<object?[]> rows = [.. kept.SelectMany(batch => Enumerable.Range(0, batch.Rows)
                .Select(row => batch.Columns.Select(column => column.GetValue(row)).ToArray()))];
            ManyRows.EnsureRows(context.Fixture, rows, 0);
            Ensure.That(rows.Count == 50, $"50 rows in kept batches are {rows.Count}.");
        }
        finally
        {
            kept.ForEach(batch => batch.Dispose());
        }
    }

    private static async Task AbandonedAsync(CheckContext context)
    {
        ScratchTable table = await ManyRows.CreateAsync(context, 100).ConfigureAwait(false);
        foreach (int reads in (int[])[0, 1, 2])
        {
            ResultReader reader = await context.Main.OpenReaderAsync(table.Select(TestSession.Id, TestSession.Text), new() { Rows = 3 }).ConfigureAwait(false);
            for (int read = 0; read < reads; read++)
            {
                (await context.Main.ReadAsync(reader).ConfigureAwait(false))?.Dispose();
            }

            await reader.DisposeAsync().ConfigureAwait(false);
            await reader.DisposeAsync().ConfigureAwait(false);
            await context.Main.EnsureWorksAsync($"after a reader was disposed after {reads} of 34 batches").ConfigureAwait(false);
        }

        await context.Main.QueryAsync(table.Delete()).ConfigureAwait(false);
    }

    private static async Task RowsAffectedAsync(CheckContext context)
    {
        ScratchTable table = await context.CreateTableAsync().ConfigureAwait(false);
        Rows inserted = await context.Main.QueryAsync(table.Insert(TestSession.Id), TestSession.Integer(1)).ConfigureAwait(false);
        Ensure.That(inserted.Schema is null, "An INSERT returned a schema.");
        Ensure.That(inserted.Affected is 1 or -1, $"An INSERT of one row says that it changed {inserted.Affected}.");
        await context.Main.InsertAsync(table, 2, 3).ConfigureAwait(false);
        Rows deleted = await context.Main.QueryAsync(table.Delete()).ConfigureAwait(false);
        Ensure.That(deleted.Affected is 3 or -1, $"A DELETE of three rows says that it changed {deleted.Affected}.");
    }
}
