using Quarry.Columnar;
using Quarry.Contracts;

namespace Quarry.Engine.Tests.Writing;

public sealed class RowBufferSourceTests : IDisposable
{
    private const long Plenty = 64 << 20;

    private readonly Batches _batches = new();

    public void Dispose() => _batches.Dispose();

    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(false, false)]
    public async Task Both_versions_are_told_apart_and_read(bool isColumnar, bool canSeek)
    {
        byte[] bytes = isColumnar ? await ColumnarAsync(25) : await MessagesAsync(25);
        using Stream stream = canSeek ? new MemoryStream(bytes) : new Trickle(bytes);
        (Schema schema, List<object?[]> rows, List<int> sizes) = await _batches.ReadAsync(BatchSource.OfRowBuffer(stream, _batches.Memory, Plenty));
        schema.Columns.Select(column => (column.Name, column.Type.ToString())).Should().Equal(("Id", "int32"), ("Name", "utf8"));
        rows.Select(row => (row[0], row[1])).Should().Equal(Enumerable.Range(0, 25).Select(i => ((object?)i, (object?)(i % 3 == 0 ? null : $"row {i}"))));
        sizes.Should().Equal(10, 10, 5);
        stream.CanRead.Should().BeTrue("it is the caller's");
    }

    [Fact]
    public async Task A_columnar_stream_without_batches_has_columns()
    {
        (Schema schema, List<object?[]> rows, _) = await _batches.ReadAsync(BatchSource.OfRowBuffer(new MemoryStream(await ColumnarAsync(0)), _batches.Memory, Plenty));
        (schema.Columns.Count, rows.Count).Should().Be((2, 0));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(100)]
    public async Task What_is_no_rowbuffer_is_refused(int length)
    {
        QuarryException error = await _batches.FailAsync(() => BatchSource.OfRowBuffer(new MemoryStream(new byte[length]), _batches.Memory, Plenty));
        (error.Kind, error.Code).Should().Be((ErrorKind.User, 5943));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_truncated_one_fails_and_gives_its_memory_back(bool isColumnar)
    {
        byte[] bytes = isColumnar ? await ColumnarAsync(25) : await MessagesAsync(25);
        QuarryException error = await _batches.FailAsync(() => BatchSource.OfRowBuffer(new MemoryStream(bytes[..^10]), _batches.Memory, Plenty));
        error.Should().BeOfType<RowBufferFormatException>();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_batch_above_the_limit_is_refused(bool isColumnar)
    {
        byte[] bytes = isColumnar ? await ColumnarAsync(1000) : await MessagesAsync(1000);
        QuarryException error = await _batches.FailAsync(() => BatchSource.OfRowBuffer(new MemoryStream(bytes), _batches.Memory, 16));
        error.Should().BeOfType<RowBufferFormatException>();
    }

    [Fact]
    public async Task Messages_of_other_columns_are_an_error_at_their_row()
    {
        byte[] first = await MessagesAsync(10);
        byte[] second = await MessagesAsync(BatchSource.Of(new[] { new { Other = 1 } }, _batches.Memory, RowOptions.Default));
        QuarryException error = await _batches.FailAsync(() => BatchSource.OfRowBuffer(new MemoryStream([.. first, .. second]), _batches.Memory, Plenty));
        error.Code.Should().Be(5944);
        error.Message.Should().StartWith("The RowBuffer message that starts with row 11 has other columns");
    }

    [Fact]
    public async Task A_source_whose_columns_alone_were_asked_for_gives_its_memory_back()
    {
        await using BatchSource source = BatchSource.OfRowBuffer(new MemoryStream(await MessagesAsync(25)), _batches.Memory, Plenty);
        (await source.GetSchemaAsync(default)).Columns.Should().HaveCount(2);
    }

    private BatchSource Rows(int count)
        => BatchSource.Of(Enumerable.Range(0, count).Select(i => new { Id = i, Name = i % 3 == 0 ? null : $"row {i}" }), _batches.Memory, new() { Limits = new() { Rows = 10 } });

    private async Task<byte[]> ColumnarAsync(int count)
    {
        var bytes = new MemoryStream();
        await using BatchSource source = Rows(count);
        using (var writer = new RowBufferWriter(bytes, await source.GetSchemaAsync(default), new() { LeaveOpen = true }))
        {
            await foreach (ColumnBatch batch in source.ReadAsync(default))
            {
                writer.Write(batch);
            }

            writer.Complete();
        }

        return bytes.ToArray();
    }

    private Task<byte[]> MessagesAsync(int count) => MessagesAsync(Rows(count));

    private static async Task<byte[]> MessagesAsync(BatchSource source)
    {
        var bytes = new MemoryStream();
        await using (source)
        {
            using var writer = new RowBufferV1Writer(bytes, await source.GetSchemaAsync(default), new());
            await foreach (ColumnBatch batch in source.ReadAsync(default))
            {
                writer.Write(batch);
            }
        }

        return bytes.ToArray();
    }

    /// <summary>A stream that gives one byte at a time and cannot be sought.</summary>
    private sealed class Trickle(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;

        public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(buffer.Length, 1)]);

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => new(Read(buffer.Span));
    }
}
