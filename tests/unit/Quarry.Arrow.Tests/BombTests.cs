using Apache.Arrow;
using Apache.Arrow.Ipc;
using Apache.Arrow.Types;
using Quarry.Arrow.Reading;
using Quarry.Contracts;

namespace Quarry.Arrow.Tests;

/// <summary>Little input that stands for much, and input without end.</summary>
public sealed class BombTests
{
    private const int MaxBatchBytes = 1 << 20;

    private readonly CountingMemory _memory = new();

    [Fact]
    public void A_zstd_bomb_ends_at_the_budget()
    {
        RecordBatch batch = ViewTests.Batch(("c", new(Int64Type.Default, 32 << 20, 0, 0, [ArrowBuffer.Empty, new ArrowBuffer(new byte[256 << 20])])));
        byte[] bytes = Ipc.WriteByArrow(batch.Schema, [batch], codec: CompressionCodecType.Zstd);
        bytes.Length.Should().BeLessThan((256 << 20) / 25_000);
        EndsAtTheBudget(bytes);
    }

    [Fact]
    public void Runs_and_nulls_of_huge_length_end_at_the_budget()
    {
        const int Rows = int.MaxValue - 8;
        RunEndEncodedArray runs = new(new Int32Array.Builder().Append(Rows).Build(), new Int64Array.Builder().Append(7).Build());
        foreach (ArrayData data in new[] { runs.Data, new NullArray(Rows).Data })
        {
            RecordBatch batch = ViewTests.Batch(("c", data));
            byte[] bytes = Ipc.WriteByArrow(batch.Schema, [batch]);
            bytes.Length.Should().BeLessThan(2_000);
            EndsAtTheBudget(bytes);
        }
    }

    [Fact]
    public void Many_columns_that_share_one_buffer_end_at_the_budget()
    {
        RunEndEncodedArray runs = new(new Int32Array.Builder().Append(20_000).Build(), new Int64Array.Builder().Append(7).Build());
        RecordBatch batch = ViewTests.Batch([.. Enumerable.Range(0, 50).Select(i => ($"c{i}", runs.Data))]);
        EndsAtTheBudget(Ipc.WriteByArrow(batch.Schema, [batch]));
    }

    [Fact]
    public void A_hundred_thousand_batches_of_one_row_take_no_memory_that_grows()
    {
        const int Batches = 100_000;
        using ColumnBatch one = Samples.Batch(Samples.Of(LogicalType.Int64), 1, Samples.Shape.Random, 0, 1, new CountingMemory());
        using var stream = new EndlessStream(Ipc.Write([one], ArrowIpcFormat.Stream, ArrowIpcCodec.None));
        using ArrowIpcReader reader = ArrowIpcReader.Open(stream, _memory, new());
        long peak = 0, held = 0;
        for (int i = 0; i < Batches; i++)
        {
            using ColumnBatch batch = reader.Read()!;
            batch.Rows.Should().Be(1);
            if (i == 1_000)
            {
                (peak, held) = (_memory.PeakBytes, GC.GetTotalMemory(forceFullCollection: true));
            }
        }

        _memory.PeakBytes.Should().Be(peak);
        (GC.GetTotalMemory(forceFullCollection: true) - held).Should().BeLessThan(32 << 20);
    }

    [Fact]
    public void Exhausted_memory_is_not_called_damage()
    {
        using ColumnBatch batch = Samples.Batch(Samples.Of(LogicalType.Int64), 10, Samples.Shape.Random, 0, 1, new CountingMemory());
        using ArrowIpcReader reader = ArrowIpcReader.Open(new MemoryStream(Ipc.Write([batch], ArrowIpcFormat.Stream, ArrowIpcCodec.None)), new Exhausted(), new());
        reader.Invoking(it => it.Read()).Should().Throw<OutOfMemoryException>();
    }

    [Fact]
    public void Metadata_beyond_what_is_ever_read_is_an_error_that_names_no_setting()
    {
        byte[] bytes = [0xFF, 0xFF, 0xFF, 0xFF, 1, 0, 0, 4];
        ArrowFormatException error = FluentActions.Invoking(() => ArrowIpcReader.Open(new OneWayStream(bytes), _memory, new())).Should().Throw<ArrowFormatException>().Which;
        (error.Kind, error.Code).Should().Be((ErrorKind.Resource, 8504));
        error.Message.Should().Contain("67108865").And.Contain("no more than 67108864").And.NotContain("MaxBatchBytes");
    }

    private void EndsAtTheBudget(byte[] bytes)
    {
        using ArrowIpcReader reader = ArrowIpcReader.Open(new MemoryStream(bytes), _memory, new() { MaxBatchBytes = MaxBatchBytes });
        long before = GC.GetAllocatedBytesForCurrentThread();
        ArrowFormatException error = reader.Invoking(it => it.Read()).Should().Throw<ArrowFormatException>().Which;
        (error.Kind, error.Code).Should().Be((ErrorKind.Resource, 8504));
        _memory.PeakBytes.Should().BeLessThanOrEqualTo(MaxBatchBytes);
        _memory.Rented.Should().Be(0);
        (GC.GetAllocatedBytesForCurrentThread() - before).Should().BeLessThan(MaxBatchBytes);
    }

    private sealed class Exhausted : BatchMemory
    {
        public override MemoryBlock Rent(long bytes) => throw new InsufficientMemoryException("the machine has none left");
    }

    /// <summary>A stream of one batch, and that batch again and again.</summary>
    private sealed class EndlessStream : MemoryStream
    {
        private readonly int _again;
        private readonly int _end;

        public EndlessStream(byte[] bytes)
            : base(bytes)
        {
            int head = MessageCheck.HeadBytes + BitConverter.ToInt32(bytes, 4);
            (_again, _end) = (head, bytes.Length - 8);
        }

        public override bool CanSeek => false;

        public override int Read(Span<byte> buffer)
        {
            Position = Position == _end ? _again : Position;
            return base.Read(buffer[..(int)Math.Min(buffer.Length, _end - Position)]);
        }
    }
}
