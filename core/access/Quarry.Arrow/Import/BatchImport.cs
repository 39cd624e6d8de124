using Apache.Arrow;
using Quarry.Contracts;
using Schema = Quarry.Contracts.Schema;

namespace Quarry.Arrow.Import;

/// <summary>A record batch as a batch.</summary>
internal static class BatchImport
{
    /// <param name="batch">What is imported.</param>
    /// <param name="owner">Disposed with the result's last reference; unless this throws, when it is left to the caller.</param>
    /// <param name="schema">The columns to take.</param>
    /// <param name="fields">For each, the index of its field.</param>
    /// <param name="memory">Lends what has to be copied.</param>
    /// <param name="budget">Bounds it.</param>
    /// <param name="dictionaries">Those of the batches before.</param>
    public static ColumnBatch ToColumnBatch(
        RecordBatch batch, IDisposable owner, Schema schema, IReadOnlyList<int> fields, BatchMemory memory, ByteBudget budget, DictionaryImports dictionaries)
    {
        BatchLease lease = new(owner);
        BlockSet blocks = new(lease, memory, budget, dictionaries);
        try
        {
            var columns = new ColumnData[fields.Count];
            for (int i = 0; i < columns.Length; i++)
            {
                if (fields[i] >= batch.ColumnCount)
                {
                    throw ArrowErrors.Corrupt(budget.Offset, "a batch has fewer columns than the schema");
                }

                ArrayData data = batch.Column(fields[i]).Data;
                columns[i] = ColumnImport.Import(data, schema.Columns[i], blocks);
                if (columns[i].Length != batch.Length)
                {
                    throw ArrowErrors.Corrupt(budget.Offset, $"column \"{schema.Columns[i].Name}\" and its batch have different lengths");
                }
            }

            ColumnBatch result = new(schema, batch.Length, columns);
            dictionaries.EndBatch();
            lease.Release();
            return result;
        }
        catch
        {
            lease.Abandon();
            blocks.ReleaseAll();
            throw;
        }
    }
}
