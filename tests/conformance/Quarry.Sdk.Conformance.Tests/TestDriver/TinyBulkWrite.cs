using Quarry.Contracts;

namespace Quarry.Sdk.Conformance.Tests.TestDriver;

/// <summary>Copies batches and adds their rows to the table at once, when all have come.</summary>
internal sealed class TinyBulkWrite(TinyTables tables, TinySettings settings)
{
    private readonly TinyExecutor _executor = new(tables, settings);
    private readonly List<object?[]> _rows = [];

    public async Task<long> RunAsync(BulkWriteRequest request, IAsyncEnumerable<ColumnBatch> batches, CancellationToken cancellationToken)
    {
        TinyTable table = tables.Find(request.Table.Name);
        string[] columns = settings.Has(Fault.BulkByPosition)
            ? [.. table.Columns.Select(column => column.Name)]
            : [.. request.Schema.Columns.Select(column => table.Columns[table.IndexOf(column.Name)].Name)];
        var kept = new List<ColumnBatch>();
        long count = 0;
        await foreach (ColumnBatch batch in batches.WithCancellation(cancellationToken))
        {
            cancellationToken.ThrowIfCancellationRequested();
            count += batch.Rows;
            if (settings.Has(Fault.BulkKeepsBatches))
            {
                kept.Add(batch);
                continue;
            }

            Copy(batch);
            if (settings.Has(Fault.BulkIsNotAtomic))
            {
                Flush(request.Table.Name, columns);
            }
        }

        kept.ForEach(Copy);
        Flush(request.Table.Name, columns);
        return count;
    }

    private void Copy(ColumnBatch batch)
    {
        for (int row = 0; row < batch.Rows; row++)
        {
            _rows.Add([.. batch.Columns.Select(column => column.GetValue(row))]);
        }
    }

    private void Flush(string name, string[] columns)
    {
        tables.Replace(name, table => _rows.Aggregate(table, (current, row) => current with { Rows = _executor.Add(current, columns, row, upsert: false, update: false) }));
        _rows.Clear();
    }
}
