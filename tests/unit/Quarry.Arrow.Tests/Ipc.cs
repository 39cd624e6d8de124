using Apache.Arrow;
using Apache.Arrow.Compression;
using Apache.Arrow.Ipc;
using Quarry.Contracts;
using ArrowSchema = Apache.Arrow.Schema;

namespace Quarry.Arrow.Tests;

/// <summary>Arrow data as bytes.</summary>
internal static class Ipc
{
    public static byte[] Write(IReadOnlyList<ColumnBatch> batches, ArrowIpcFormat format, ArrowIpcCodec codec)
    {
        var stream = new MemoryStream();
        using (ArrowIpcWriter writer = new(stream, batches[0].Schema, new() { Format = format, Codec = codec }))
        {
            foreach (ColumnBatch batch in batches)
            {
                writer.Write(batch);
            }

            writer.Complete();
        }

        return stream.ToArray();
    }

    /// <summary>Written by Arrow's own writer, as another program does.</summary>
    public static byte[] WriteByArrow(ArrowSchema schema, IEnumerable<RecordBatch> batches, bool end = true, CompressionCodecType? codec = null)
    {
        var stream = new MemoryStream();
        using (ArrowStreamWriter writer = new(stream, schema, leaveOpen: true, new() { CompressionCodec = codec, CompressionCodecFactory = new CompressionCodecFactory() }))
        {
            foreach (RecordBatch batch in batches)
            {
                writer.WriteRecordBatch(batch);
            }

            if (end)
            {
                writer.WriteStart();
                writer.WriteEnd();
            }
        }

        return stream.ToArray();
    }

    public static ArrowIpcReader Open(byte[] bytes, BatchMemory memory) => ArrowIpcReader.Open(new MemoryStream(bytes), memory, new());
}
