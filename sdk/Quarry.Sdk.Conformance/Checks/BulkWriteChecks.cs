using System.Runtime.CompilerServices;
using Quarry.Contracts;
using Quarry.Sdk.Conformance.Values;

namespace Quarry.Sdk.Conformance.Checks;

/// <summary>Batches written into a table.</summary>
internal static class BulkWriteChecks
{
    private const string Capability = nameof(DriverCapabilities.BulkWrite);

    private static readonly Schema s_schema = new([new() { Name = TestSession.Text, Type = LogicalType.Utf8 }, new() { Name = TestSession.Id, Type = LogicalType.Int64 }]);

    public static IEnumerable<ConformanceCheck> All =>
    [
        ConformanceCheck.Works(Capability, "bulk-write.rows", "several batches are written by column name, and their rows are counted", RowsAsync),
        ConformanceCheck.Works(Capability, "bulk-write.types", "values and NULL of every type that the database stores arrive unchanged", TypesAsync),
        ConformanceCheck.Works(Capability, "bulk-write.nothing", "no batch writes no row", NothingAsync),
        ConformanceCheck.Works(Capability, "bulk-write.refusals", "a missing table and a missing column are refused, and nothing is written", RefusalsAsync),
        ConformanceCheck.Works(Capability, "bulk-write.failing-source", "nothing stays written when the batches end in an error", FailingSourceAsync),
        ConformanceCheck.Works(Capability, "bulk-write.cancelled", "nothing stays written when the write is cancelled", CancelledAsync),
        ConformanceCheck.Works(Capability, "bulk-write.transaction", "a write belongs to the open transaction", TransactionAsync),
        ConformanceCheck.Refuses(Capability, "bulk-write.refused", "WriteAsync is refused", RefusedAsync),
    ];

    private static async Task RowsAsync(CheckContext context)
    {
        ScratchTable table = await context.CreateTableAsync().ConfigureAwait(false);
        long count = await WriteAsync(context, table, BatchesAsync(context, s_schema, Row, 100, 9, null)).ConfigureAwait(false);
        Ensure.That(count == 100, $"A write of 100 rows says that it wrote {count}.");
        Rows rows = await context.Main.QueryAsync(table.Select(TestSession.Id, TestSession.Text)).ConfigureAwait(false);
        Ensure.That(rows.Count == 100, $"A write of 100 rows left {rows.Count}.");
        ManyRows.EnsureRows(context.Fixture, [.. Enumerable.Range(0, rows.Count).Select(row => rows[row])], 0);
    }

    private static async Task TypesAsync(CheckContext context)
    {
        LogicalType[] types = [.. context.Fixture.Types];
        var schema = new Schema([new() { Name = TestSession.Id, Type = LogicalType.Int64 }, .. types.Select((type, i) => new ColumnSchema { Name = $"c{i}", Type = type })]);
        ScratchTable table = await context.CreateTableAsync(schema).ConfigureAwait(false);
        object?[][] values = [.. types.Select(type => (object?[])[null, .. context.ValuesOf(type)])];
        int count = values.Max(column => column.Length);
        object?[] RowOf(long id) => [id, .. values.Select(column => column[id % column.Length])];
        await WriteAsync(context, table, BatchesAsync(context, schema, RowOf, count, 10, null)).ConfigureAwait(false);
        Rows rows = await context.Main.QueryAsync(table.Select([.. schema.Columns.Select(column => column.Name)])).ConfigureAwait(false);
        Ensure.That(rows.Count == count, $"A write of {count} rows left {rows.Count}.");
        for (int row = 0; row < count; row++)
        {
            for (int i = 0; i < types.Length; i++)
            {
                object? expected = values[i][row % values[i].Length] is { } value ? context.Fixture.ReadValue(types[i], value) : null;
                Ensure.Same(expected, rows[row][i + 1], $"{types[i]}, row {row}");
            }
        }
    }

    private static async Task NothingAsync(CheckContext context)
    {
        ScratchTable table = await context.CreateTableAsync().ConfigureAwait(false);
        long count = await WriteAsync(context, table, BatchesAsync(context, s_schema, Row, 0, 9, null)).ConfigureAwait(false);
        Ensure.That(count == 0, $"A write of no batch says that it wrote {count} rows.");
        await context.Main.EnsureIdsAsync(table, "rows after a write of no batch").ConfigureAwait(false);
    }

    private static async Task RefusalsAsync(CheckContext context)
    {
        var missing = new ScratchTable(context.Dialect, context.Fixture.NewTable(), s_schema);
        await Ensure.RefusesAsync("a write into a missing table", () => WriteAsync(context, missing, BatchesAsync(context, s_schema, Row, 10, 9, null))).ConfigureAwait(false);
        ScratchTable table = await context.CreateTableAsync((TestSession.Id, LogicalType.Int64)).ConfigureAwait(false);
        await Ensure.RefusesAsync("a write into a missing column", () => WriteAsync(context, table, BatchesAsync(context, s_schema, Row, 10, 9, null))).ConfigureAwait(false);
        await context.Main.EnsureIdsAsync(table, "rows after a refused write").ConfigureAwait(false);
    }

    private static async Task FailingSourceAsync(CheckContext context)
    {
        ScratchTable table = await context.CreateTableAsync().ConfigureAwait(false);
        const string Cause = "The source of the batches failed on purpose.";
        try
        {
            await WriteAsync(context, table, BatchesAsync(context, s_schema, Row, 50, 9, () => throw new InvalidDataException(Cause))).ConfigureAwait(false);
            throw new CheckFailedException("A write whose batches ended in an error succeeded.");
        }
        catch (Exception error) when (error is InvalidDataException or QuarryException)
        {
            Ensure.That(error.ToString().Contains(Cause, StringComparison.Ordinal), $"The error does not name its cause: {error.Message}");
        }

        await context.Main.EnsureIdsAsync(table, "rows after a write whose batches ended in an error").ConfigureAwait(false);
    }

    private static async Task CancelledAsync(CheckContext context)
    {
        ScratchTable table = await context.CreateTableAsync().ConfigureAwait(false);
        using var source = new CancellationTokenSource();
        await Ensure.CancelsAsync("a write whose token is cancelled between its batches", () => context.Session.WriteAsync(
            Request(table, s_schema), BatchesAsync(context, s_schema, Row, 50, 9, source.Cancel), source.Token).AsTask()).ConfigureAwait(false);
        await context.Main.EnsureIdsAsync(table, "rows after a write that was cancelled").ConfigureAwait(false);
    }

    private static async Task TransactionAsync(CheckContext context)
    {
        if (!context.Capabilities.Transactions.IsSupported)
        {
            throw new NotApplicableException("the driver does not claim Transactions");
        }

        ScratchTable table = await context.CreateTableAsync().ConfigureAwait(false);
        await context.Main.BeginAsync().ConfigureAwait(false);
        await WriteAsync(context, table, BatchesAsync(context, s_schema, Row, 3, 9, null)).ConfigureAwait(false);
        await context.Main.RollbackAsync().ConfigureAwait(false);
        await context.Main.EnsureIdsAsync(table, "rows after the rollback of a write").ConfigureAwait(false);
        await context.Main.BeginAsync().ConfigureAwait(false);
        await WriteAsync(context, table, BatchesAsync(context, s_schema, Row, 3, 9, null)).ConfigureAwait(false);
        await context.Main.CommitAsync().ConfigureAwait(false);
        await context.Main.EnsureIdsAsync(table, "rows after the commit of a write", 0, 1, 2).ConfigureAwait(false);
    }

    private static async Task RefusedAsync(CheckContext context)
    {
        ScratchTable table = await context.CreateTableAsync().ConfigureAwait(false);
        await Ensure.RefusesAsync("WriteAsync without the capability", () => WriteAsync(context, table, BatchesAsync(context, s_schema, Row, 1, 9, null))).ConfigureAwait(false);
    }

    private static object?[] Row(long id) => [id % 5 == 4 ? null : ManyRows.TextOf(id), id];

    private static BulkWriteRequest Request(ScratchTable table, Schema schema) => new() { Table = table.Name, Schema = schema };

    private static async Task<long> WriteAsync(CheckContext context, ScratchTable table, IAsyncEnumerable<ColumnBatch> batches)
        => await context.Session.WriteAsync(Request(table, table.Schema.Columns.Count > 2 ? table.Schema : s_schema), batches, context.Cancellation).ConfigureAwait(false);

    /// <summary>Batches that end with the next MoveNextAsync, as those of a stream do: who keeps one reads garbage.</summary>
    private static async IAsyncEnumerable<ColumnBatch> BatchesAsync(
        CheckContext context, Schema schema, Func<long, object?[]> rowOf, int rows, int rowsPerBatch, Action? afterSecond, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        using var builder = new BatchBuilder(schema, context.Memory, new() { Rows = rowsPerBatch });
        int batches = 0;
        for (long id = 0; id < rows; id++)
        {
            object?[] row = rowOf(id);
            for (int i = 0; i < row.Length; i++)
            {
                ValueWriter.Append(builder.Columns[i], row[i]);
            }

            if (builder.EndRow() && id < rows - 1)
            {
                continue;
            }

            using (ColumnBatch batch = builder.Build())
            {
                yield return batch;
            }

            if (++batches == 2)
            {
                afterSecond?.Invoke();
                cancellation.ThrowIfCancellationRequested();
            }

            await Task.CompletedTask.ConfigureAwait(false);
        }
    }
}
