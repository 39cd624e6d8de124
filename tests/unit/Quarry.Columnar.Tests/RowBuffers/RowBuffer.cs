using System.Buffers;
using Quarry.Contracts;

namespace Quarry.Columnar.Tests.RowBuffers;

/// <summary>Whole streams in memory.</summary>
internal static class RowBuffer
{
    public static byte[] Write(ColumnBatch batch, RowBufferWriterOptions options) => Write([batch], options);

    public static byte[] Write(IReadOnlyList<ColumnBatch> batches, RowBufferWriterOptions options)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using var writer = new RowBufferWriter(bytes, batches[0].Schema, options);
        foreach (ColumnBatch batch in batches)
        {
            writer.Write(batch);
        }

        writer.Complete();
        writer.BytesWritten.Should().Be(bytes.WrittenCount);
        return bytes.WrittenSpan.ToArray();
    }

    public static void Check(byte[] bytes, BatchMemory memory, RowBufferReaderOptions options, ColumnBatch expected)
    {
        using RowBufferReader reader = RowBufferReader.Open(bytes, memory, options);
        using (ColumnBatch actual = reader.Read()!)
        {
            BatchAssert.Equal(actual, expected);
        }

        reader.Read().Should().BeNull();
    }

    /// <summary>Reads everything and touches every buffer.</summary>
    public static List<ColumnBatch> ReadAll(byte[] bytes, BatchMemory memory, RowBufferReaderOptions options)
    {
        List<ColumnBatch> batches = [];
        try
        {
            using RowBufferReader reader = RowBufferReader.Open(bytes, memory, options);
            while (reader.Read() is { } batch)
            {
                batches.Add(batch);
            }

            return batches;
        }
        catch
        {
            batches.ForEach(batch => batch.Dispose());
            throw;
        }
    }
}
