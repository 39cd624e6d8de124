using Quarry.Columnar;
using Quarry.Contracts;

namespace Quarry.Benchmarks.RowBuffers;

/// <summary>RowBuffer v2 on one thread; reading checks and decodes everything.</summary>
internal sealed class RowBufferV2(Table table, BatchMemory memory, RowBufferCodec codec) : Format($"RowBuffer v2 {codec.ToString().ToLowerInvariant()}")
{
    public override Task EncodeAsync(Stream destination, Action batchDone)
    {
        using var writer = new RowBufferWriter(destination, table.Schema, new() { Codec = codec, LeaveOpen = true });
        foreach (ColumnBatch batch in table.Batches)
        {
            writer.Write(batch);
            batchDone();
        }

        writer.Complete();
        return Task.CompletedTask;
    }

    public override Task<long> DecodeAsync(Stream source, Action batchDone)
    {
        using RowBufferReader reader = RowBufferReader.Open(source, memory, new() { Validation = RowBufferValidation.Full, LeaveOpen = true });
        long rows = 0;
        while (reader.Read() is ColumnBatch batch)
        {
            rows += batch.Rows;
            batch.Dispose();
            batchDone();
        }

        return Task.FromResult(rows);
    }
}
