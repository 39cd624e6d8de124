using System.IO.Pipelines;
using Quarry.Contracts;

namespace Quarry.Columnar.Tests.RowBuffers;

/// <summary>The reader and writer of v1 as streams: one call at a time, limits of memory, sequences without end.</summary>
public sealed class V1StreamTests
{
    private static readonly CountingMemory s_source = new();

    public static TheoryData<bool> Formats => new(false, true);

    [Theory]
    [MemberData(nameof(Formats))]
    public async Task Two_calls_at_once_are_refused_and_a_dispose_waits_for_the_call(bool original)
    {
        byte[] message = Message(original);
        var pipe = new Pipe();
        await pipe.Writer.WriteAsync(message.AsMemory(0, message.Length - 1));
        var reader = new RowBufferV1Reader(pipe.Reader.AsStream(), s_source, new());
        Task<ColumnBatch?> waiting = reader.ReadAsync(default).AsTask();
        reader.Invoking(r => r.Read()).Should().Throw<InvalidOperationException>().WithMessage("Another call*");
        reader.Dispose();
        reader.Dispose();
        reader.Invoking(r => r.Read()).Should().Throw<ObjectDisposedException>();

        // Whoever rents now must not get the array that the pending call still fills.
        List<byte[]> others = Arrays(0x5A);
        await pipe.Writer.WriteAsync(message.AsMemory(message.Length - 1));
        using ColumnBatch batch = (await waiting)!;
        batch.Rows.Should().Be(30);
        others.Should().OnlyContain(array => Array.TrueForAll(array, value => value == 0x5A));
    }

    [Fact]
    public void After_an_error_nothing_more_is_read()
    {
        byte[] message = Message(original: false);
        using var reader = new RowBufferV1Reader(new MemoryStream([.. message, 1, 2, 3, 4, 5, 6, .. message]), s_source, new());
        reader.Read()!.Dispose();
        reader.Invoking(r => r.Read()).Should().Throw<RowBufferFormatException>();
        reader.Invoking(r => r.Read()).Should().Throw<InvalidOperationException>().WithMessage("*Open the input again*");
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void A_message_ends_where_its_batch_exceeds_the_limit(bool original)
    {
        byte[] message = Message(original);
        V1Tests.Read(message, new() { BatchBytes = 30 * sizeof(int) }).Single().Dispose();
        foreach (int limit in (int[])[1, 30 * sizeof(int) - 1])
        {
            RowBufferFormatException error = FluentActions.Invoking(() => V1Tests.Read(message, new() { BatchBytes = limit })).Should().Throw<RowBufferFormatException>().Which;
            error.Code.Should().Be(2016);
            error.Message.Should().Contain($"RowBufferV1Limits.BatchBytes is {limit}. Raise it, or write smaller messages.");
        }

        FluentActions.Invoking(() => MultiResult.Read(message, s_source, new() { BatchBytes = 30 })).Should().Throw<RowBufferFormatException>().Which.Code.Should().Be(2016);
        FluentActions.Invoking(() => new RowBufferV1Reader(new MemoryStream(), s_source, new() { BatchBytes = 0 })).Should().Throw<ArgumentOutOfRangeException>();
    }

    [Fact]
    public void A_long_sequence_is_written_and_read_in_flat_memory()
    {
        const int messages = 20_000;
        Schema schema = new([new() { Name = "a", Type = LogicalType.Int32 }, new() { Name = "b", Type = LogicalType.Utf8 }]);
        using ColumnBatch batch = Samples.Batch(schema, 50, Samples.Shape.Random, 0.1, 1, s_source);
        byte[] message = V1Tests.Write([batch], new());
        var memory = new CountingMemory();
        using var reader = new RowBufferV1Reader(new RepeatingStream(message, messages), memory, new());
        using var writer = new RowBufferV1Writer(Stream.Null, schema, new());
        Copy(reader, writer, 100);
        (long peak, long before) = (memory.PeakBytes, GC.GetAllocatedBytesForCurrentThread());
        Copy(reader, writer, messages - 100);
        reader.Read().Should().BeNull();
        memory.PeakBytes.Should().Be(peak);
        memory.Rented.Should().Be(0);

        // Small objects per message, which die young, and nothing that grows with their number.
        (GC.GetAllocatedBytesForCurrentThread() - before).Should().BeLessThan(8192L * messages);
    }

    private static void Copy(RowBufferV1Reader reader, RowBufferV1Writer writer, int messages)
    {
        for (int i = 0; i < messages; i++)
        {
            using ColumnBatch batch = reader.Read()!;
            writer.Write(batch);
        }
    }

    private static byte[] Message(bool original)
    {
        if (original)
        {
            return V1Tests.Columnar(1, V1Tests.Zstd(V1Tests.ThirtyIntegers()));
        }

        using ColumnBatch batch = Samples.Batch(Samples.Of(LogicalType.Int32), 30, Samples.Shape.Random, 0, 1, s_source);
        return V1Tests.Write([batch], new());
    }

    // Of every size that a reader of a small message may have had.
    private static List<byte[]> Arrays(byte content)
    {
        List<byte[]> arrays = [];
        for (int size = 16; size <= 1 << 17; size *= 2)
        {
            for (int i = 0; i < 8; i++)
            {
                byte[] array = System.Buffers.ArrayPool<byte>.Shared.Rent(size);
                array.AsSpan().Fill(content);
                arrays.Add(array);
            }
        }

        return arrays;
    }

    /// <summary>The same bytes again and again.</summary>
    private sealed class RepeatingStream(byte[] bytes, int times) : Stream
    {
        private long _at;

        public override bool CanRead => true;
        public override bool CanSeek => false;
        public override bool CanWrite => false;
        public override long Length => throw new NotSupportedException();
        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(Span<byte> buffer)
        {
            int from = (int)(_at % bytes.Length);
            int count = _at == (long)bytes.Length * times ? 0 : Math.Min(buffer.Length, bytes.Length - from);
            bytes.AsSpan(from, count).CopyTo(buffer);
            _at += count;
            return count;
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
