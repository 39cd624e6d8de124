using Quarry.Columnar.Encodings;
using Quarry.Contracts;

namespace Quarry.Columnar.Reading;

/// <summary>Reads the wanted parts of a body and makes a batch of them.</summary>
internal static class BatchReading
{
    private const int LargestRead = 1 << 30;

    public static async ValueTask<ColumnBatch> ReadAsync(ByteSource source, BodyPlan plan, Schema schema, int rows, BatchMemory memory,
        RowBufferValidation validation, CancellationToken cancellationToken)
    {
        long bodyAt = source.Position;
        MemoryBlock stored = memory.Rent(plan.ReadLength + BitPacking.Slack);
        MemoryBlock? decoded = null;
        try
        {
            foreach (BodyPlan.Segment segment in plan.Segments)
            {
                await source.SkipAsync(bodyAt + segment.Start - source.Position, "the body of a batch", cancellationToken).ConfigureAwait(false);
                for (long done = 0; done < segment.Length; done += LargestRead)
                {
                    using var part = new BlockMemory(stored, segment.At + done, (int)Math.Min(segment.Length - done, LargestRead));
                    await source.FillAsync(part.Memory, "the body of a batch", cancellationToken).ConfigureAwait(false);
                }
            }

            await source.SkipAsync(bodyAt + plan.BodyLength - source.Position, "the body of a batch", cancellationToken).ConfigureAwait(false);
            long room = plan.Columns.Sum(NodeDecoder.RoomFor);
            decoded = room > 0 ? memory.Rent(room) : null;
            return Assemble(plan, schema, rows, new(plan, memory, stored, decoded, bodyAt), validation);
        }
        finally
        {
            // The batch's blocks hold references of their own.
            stored.Release();
            decoded?.Release();
        }
    }

    private static ColumnBatch Assemble(BodyPlan plan, Schema schema, int rows, BatchBytes bytes, RowBufferValidation validation)
    {
        long at = 0;
        var decoders = new NodeDecoder[plan.Columns.Count];
        for (int i = 0; i < decoders.Length; i++)
        {
            decoders[i] = new(plan.Columns[i], bytes, ref at);
        }

        if (validation == RowBufferValidation.Full)
        {
            foreach (NodeDecoder decoder in decoders)
            {
                decoder.EnsureAll();
            }
        }

        return new(schema, rows, Array.ConvertAll(decoders, static decoder => decoder.ToData()));
    }
}
