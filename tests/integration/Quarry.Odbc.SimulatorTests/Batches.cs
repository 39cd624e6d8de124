using Quarry.Contracts;

namespace Quarry.Odbc.SimulatorTests;

/// <summary>Batches to write.</summary>
internal static class Batches
{
    /// <summary>Rows of one integer column, or of one and its text.</summary>
    public static ColumnBatch Numbers(BatchMemory memory, Schema schema, int count, int from = 0, Func<int, string?>? text = null)
    {
        using var builder = new BatchBuilder(schema, memory, new BatchLimits { Rows = int.MaxValue, Bytes = long.MaxValue });
        for (int i = from; i < from + count; i++)
        {
            ((FixedColumnBuilder<int>)builder.Columns[0]).Append(i);
            if (text is not null && text(i) is { } value)
            {
                builder.Columns[1].AppendUtf16(value);
            }
            else if (text is not null)
            {
                builder.Columns[1].AppendNull();
            }

            builder.EndRow();
        }

        return builder.Build();
    }

    public static async IAsyncEnumerable<ColumnBatch> StreamAsync(params ColumnBatch[] batches)
    {
        foreach (ColumnBatch batch in batches)
        {
            await Task.Yield();
            yield return batch;
        }
    }
}
