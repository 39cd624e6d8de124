using Quarry.Contracts;

namespace Quarry.Columnar.Tests.RowBuffers;

public sealed class InspectTests
{
    [Fact]
    public void The_directory_of_each_batch_is_told_without_its_body()
    {
        using ColumnBatch batch = Samples.Batch(Samples.AllTypes, 2000, Samples.Shape.FewValues, 0.1, 1, new CountingMemory());
        byte[] bytes = RowBuffer.Write([batch, batch], new());
        var memory = new CountingMemory();
        using var stream = new WatchedStream(bytes, seekable: true);
        using RowBufferReader reader = RowBufferReader.Open(stream, memory, new());
        for (int i = 0; i < 2; i++)
        {
            RowBufferBatchInfo info = reader.Inspect()!;
            info.Rows.Should().Be(2000);
            info.Columns.Select(column => column.Name).Should().Equal(Samples.AllTypes.Columns.Select(column => column.Name));
            info.Columns.Sum(column => column.StoredBytes).Should().BeLessThanOrEqualTo(info.BodyBytes).And.BeGreaterThan(info.BodyBytes - 64 * 200);
            RowBufferColumnInfo decimals = info.Columns[11];
            decimals.DecodedBytes.Should().Be(2000 * 16 + 250);
            decimals.NullCount.Should().Be(batch[11].NullCount);
            decimals.Buffers.Select(buffer => buffer.Role).First().Should().Be("Validity");
            RowBufferColumnInfo text = info.Columns[21];
            (text.IsDictionary, text.DictionaryEntries).Should().Be((true, 5));
            text.DecodedBytes.Should().Be(250 + 2001 * 4 + batch[21].Data.Length);
            info.Columns[29].Buffers.Select(buffer => buffer.Role).Should().Contain(role => role.StartsWith("item.", StringComparison.Ordinal));
        }

        reader.Inspect().Should().BeNull();
        memory.PeakBytes.Should().Be(0);
        stream.BytesRead.Should().BeLessThan(bytes.Length / 2);
    }

    [Theory]
    [InlineData("plain.qrb", "rowbuffer-v2", RowBufferFormat.V2)]
    [InlineData("types.qrb", "rowbuffer-v1", RowBufferFormat.V1)]
    [InlineData("original-zstd.qrb", "rowbuffer-v1", RowBufferFormat.OriginalV2)]
    [InlineData("mult.qrb", "rowbuffer-v1", RowBufferFormat.MultiResult)]
    [InlineData("mult.txt", "rowbuffer-v1", RowBufferFormat.Unknown)]
    public void A_format_is_told_by_its_first_bytes(string name, string folder, RowBufferFormat format)
    {
        byte[] bytes = Golden.Bytes(folder, name, () => []);
        RowBufferFormats.Detect(bytes).Should().Be(format);
        RowBufferFormats.Detect(bytes.AsSpan(0, 5)).Should().Be(RowBufferFormat.Unknown);
    }
}
