using Quarry.Contracts;
using Quarry.Engine;

namespace Quarry.PostgreSql.ServerTests.Partitions;

/// <summary>Reads parts and what they are compared with: each row as text.</summary>
internal static class Parts
{
    public static TransactionOptions OnSnapshot(string snapshot) => new() { Isolation = System.Data.IsolationLevel.RepeatableRead, ReadOnly = true, Snapshot = snapshot };

    public static async Task<List<string>> RowsAsync(IAsyncEnumerable<ColumnBatch> batches)
    {
        var rows = new List<string>();
        await foreach (ColumnBatch batch in batches)
        {
            for (int row = 0; row < batch.Rows; row++)
            {
                rows.Add(string.Join('|', Enumerable.Range(0, batch.Schema.Columns.Count).Select(column => batch[column].IsNull(row) ? "NULL" : batch[column].GetValue(row)?.ToString())));
            }
        }

        return rows;
    }

    /// <summary>All rows of all parts, read at the same time, sorted.</summary>
    public static async Task<string[]> UnionAsync(IEnumerable<PartitionStream> streams)
    {
        List<string>[] rows = await Task.WhenAll(streams.Select(stream => Task.Run(() => RowsAsync(stream))));
        return [.. rows.SelectMany(static part => part).Order(StringComparer.Ordinal)];
    }

    /// <summary>Reads a query in parts.</summary>
    public static async Task<string[]> ReadAsync(Source source, PartitionedQuery query)
    {
        await using PartitionedRead read = await source.ReadPartitionedAsync(query, QueryOptions.Default, default);
        return await UnionAsync(read.Streams);
    }

    /// <summary>The rows that a query returns, sorted.</summary>
    public static async Task<string[]> WholeAsync(IAsyncEnumerable<ColumnBatch> stream) => [.. (await RowsAsync(stream)).Order(StringComparer.Ordinal)];
}
