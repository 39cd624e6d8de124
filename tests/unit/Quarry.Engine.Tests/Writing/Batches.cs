using Quarry.Columnar;
using Quarry.Contracts;

namespace Quarry.Engine.Tests.Writing;

/// <summary>Memory that has to be empty at the end, and what a source yields.</summary>
internal sealed class Batches : IDisposable
{
    public Arena Memory { get; } = new(new() { Poison = true });

    /// <summary>The rows of a source, which is disposed.</summary>
    public async Task<(Schema Schema, List<object?[]> Rows, List<int> Sizes)> ReadAsync(BatchSource source, Action<ColumnBatch>? seen = null)
    {
        await using (source)
        {
            Schema schema = await source.GetSchemaAsync(default);
            List<object?[]> rows = [];
            List<int> sizes = [];
            await foreach (ColumnBatch batch in source.ReadAsync(default))
            {
                seen?.Invoke(batch);
                sizes.Add(batch.Rows);
                for (int row = 0; row < batch.Rows; row++)
                {
                    rows.Add([.. batch.Columns.Select(column => column.IsNull(row) ? null : column.GetValue(row))]);
                }
            }

            return (schema, rows, sizes);
        }
    }

    /// <summary>The error that a source ends with.</summary>
    public async Task<QuarryException> FailAsync(Func<BatchSource> source)
    {
        Func<Task> read = () => ReadAsync(source());
        return (await read.Should().ThrowAsync<QuarryException>()).Which;
    }

    public void Dispose()
    {
        Memory.Statistics.RentedBlocks.Should().Be(0, "every batch was given back");
        Memory.Dispose();
    }
}
