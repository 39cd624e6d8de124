using Apache.Arrow;
using Apache.Arrow.Compression;
using Apache.Arrow.Ipc;
using Quarry.Contracts;
using Schema = Quarry.Contracts.Schema;

namespace Quarry.Arrow.Tests;

/// <summary>How readers and writers treat streams, ends, limits and each other.</summary>
public sealed class StreamTests
{
    private readonly CountingMemory _memory = new();

    [Theory]
    [InlineData(ArrowIpcFormat.Stream, ArrowIpcCodec.None)]
    [InlineData(ArrowIpcFormat.Stream, ArrowIpcCodec.Lz4)]
    [InlineData(ArrowIpcFormat.File, ArrowIpcCodec.Zstd)]
    public void Arrows_own_readers_read_what_is_written(ArrowIpcFormat format, ArrowIpcCodec codec)
    {
        using ColumnBatch batch = Samples.Batch(Samples.AllTypes, 50, Samples.Shape.Random, 0.2, 1, _memory);
        var stream = new MemoryStream(Ipc.Write([batch, batch], format, codec));
        using ArrowStreamReader reader = format == ArrowIpcFormat.File
            ? new ArrowFileReader(stream, new CompressionCodecFactory())
            : new ArrowStreamReader(stream, new CompressionCodecFactory());
        for (int i = 0; i < 2; i++)
        {
            RecordBatch read = reader.ReadNextRecordBatch();
            for (int column = 0; column < batch.Columns.Count; column++)
            {
                read.Column(column).Length.Should().Be(50);
                read.Column(column).NullCount.Should().Be(batch.Columns[column].NullCount);
            }

            ((Int64Array)read.Column(4)).Values.ToArray().Should().Equal(batch[4].Values<long>().ToArray());
            using ColumnBatch again = ArrowBatches.FromArrow(read, _memory);
            BatchAssert.Equal(again, batch);
        }

        reader.ReadNextRecordBatch().Should().BeNull();
    }

    [Fact]
    public void A_file_in_a_stream_that_cannot_be_sought_is_read_in_order()
    {
        using ColumnBatch batch = Samples.Batch(Samples.AllTypes, 50, Samples.Shape.Random, 0.2, 1, _memory);
        using ArrowIpcReader reader = ArrowIpcReader.Open(new OneWayStream(Ipc.Write([batch], ArrowIpcFormat.File, ArrowIpcCodec.None)), _memory, new());
        using (ColumnBatch? read = reader.Read())
        {
            BatchAssert.Equal(read!, batch);
        }

        reader.Read().Should().BeNull();
    }

    [Fact]
    public void Names_that_are_empty_or_equal_and_NOT_NULL_and_rows_without_columns_survive()
    {
        Schema schema = new(
        [
            new() { Name = "", Type = LogicalType.Int32 }, new() { Name = "a", Type = LogicalType.Int32, IsNullable = false }, new() { Name = "a", Type = LogicalType.Utf8 },
        ]);
        using ColumnBatch batch = Samples.Batch(schema, 3, Samples.Shape.Random, 0, 1, _memory);
        using ArrowIpcReader reader = Ipc.Open(Ipc.Write([batch], ArrowIpcFormat.Stream, ArrowIpcCodec.None), _memory);
        BatchAssert.Equal(reader.Schema, schema);

        using ColumnBatch empty = new(new Schema([]), 5, []);
        using ArrowIpcReader second = Ipc.Open(Ipc.Write([empty], ArrowIpcFormat.Stream, ArrowIpcCodec.None), _memory);
        using ColumnBatch read = second.Read()!;
        read.Rows.Should().Be(5);
    }

    [Fact]
    public void A_stream_without_its_end_is_truncated_unless_the_caller_says_otherwise()
    {
        using ColumnBatch batch = Samples.Batch(Samples.Of(LogicalType.Int32), 3, Samples.Shape.Random, 0, 1, _memory);
        using RecordBatch view = ArrowBatches.ToArrow(batch);
        byte[] bytes = Ipc.WriteByArrow(view.Schema, [view], end: false);
        using (ArrowIpcReader strict = Ipc.Open(bytes, _memory))
        {
            strict.Read()!.Dispose();
            strict.Invoking(reader => reader.Read()).Should().Throw<ArrowFormatException>().Which.Code.Should().Be(8500);
            strict.Invoking(reader => reader.Read()).Should().Throw<InvalidOperationException>().WithMessage("*Open the input again*");
        }

        using ArrowIpcReader lax = ArrowIpcReader.Open(new MemoryStream(bytes), _memory, new() { RequireEnd = false });
        lax.Read()!.Dispose();
        lax.Read().Should().BeNull();
    }

    [Fact]
    public async Task Bytes_after_the_end_are_an_error_unless_the_caller_leaves_them()
    {
        using ColumnBatch batch = Samples.Batch(Samples.Of(LogicalType.Int32), 3, Samples.Shape.Random, 0, 1, _memory);
        byte[] one = Ipc.Write([batch], ArrowIpcFormat.Stream, ArrowIpcCodec.None), file = Ipc.Write([batch], ArrowIpcFormat.File, ArrowIpcCodec.None);
        byte[] two = [.. one, .. one];
        foreach (Stream stream in new Stream[] { new MemoryStream(two), new OneWayStream(two), new OneWayStream([.. one, 0]), new OneWayStream([.. file, 0]) })
        {
            await using ArrowIpcReader strict = await ArrowIpcReader.OpenAsync(stream, _memory, new() { RequireEnd = false }, default);
            (await strict.ReadAsync(default))!.Dispose();
            await strict.Awaiting(reader => reader.ReadAsync(default).AsTask()).Should().ThrowAsync<ArrowFormatException>();
        }

        using ArrowIpcReader synchronous = Ipc.Open(two, _memory);
        synchronous.Read()!.Dispose();
        ArrowFormatException error = synchronous.Invoking(reader => reader.Read()).Should().Throw<ArrowFormatException>().Which;
        (error.Code, error.Offset).Should().Be((8503, one.Length));
        error.Message.Should().Contain("Bytes follow").And.Contain("AllowTrailingBytes");

        var both = new MemoryStream(two);
        for (int i = 1; i <= 2; i++)
        {
            using ArrowIpcReader lax = ArrowIpcReader.Open(both, _memory, new() { AllowTrailingBytes = true, LeaveOpen = true });
            using ColumnBatch? read = lax.Read();
            BatchAssert.Equal(read!, batch);
            lax.Read().Should().BeNull();
            both.Position.Should().Be(i * one.Length);
        }
    }

    [Theory]
    [InlineData(ArrowIpcCodec.None)]
    [InlineData(ArrowIpcCodec.Lz4)]
    [InlineData(ArrowIpcCodec.Zstd)]
    public void A_batch_beyond_the_limit_is_an_error_before_its_memory_is_rented(ArrowIpcCodec codec)
    {
        using ColumnBatch batch = Samples.Batch(Samples.Of(LogicalType.Int64), 100_000, Samples.Shape.Constant, 0, 1, new CountingMemory());
        byte[] bytes = Ipc.Write([batch], ArrowIpcFormat.Stream, codec);
        using ArrowIpcReader reader = ArrowIpcReader.Open(new MemoryStream(bytes), _memory, new() { MaxBatchBytes = 100_000 });
        ArrowFormatException error = reader.Invoking(reader => reader.Read()).Should().Throw<ArrowFormatException>().Which;
        (error.Kind, error.Code).Should().Be((ErrorKind.Resource, 8504));
        error.Message.Should().Contain("MaxBatchBytes is 100000");
        _memory.PeakBytes.Should().BeLessThan(200_000);
        _memory.Rented.Should().Be(0);
    }

    [Fact]
    public async Task An_error_of_the_stream_and_a_cancellation_stay_what_they_are()
    {
        using ColumnBatch batch = Samples.Batch(Samples.Of(LogicalType.Int32), 3, Samples.Shape.Random, 0, 1, _memory);
        byte[] bytes = Ipc.Write([batch], ArrowIpcFormat.Stream, ArrowIpcCodec.None);
        for (int good = 0; good < bytes.Length; good += 16)
        {
            FluentActions.Invoking(() => ReadAll(new FailingStream(bytes, good))).Should().Throw<IOException>().WithMessage("the cable is out");
        }

        using ArrowIpcReader reader = Ipc.Open(bytes, _memory);
        await reader.Awaiting(reader => reader.ReadAsync(new CancellationToken(canceled: true)).AsTask()).Should().ThrowAsync<OperationCanceledException>();
    }

    [Fact]
    public void Streams_are_left_open_where_asked_and_columns_are_chosen_by_name()
    {
        using ColumnBatch batch = Samples.Batch(Samples.AllTypes, 20, Samples.Shape.Random, 0.2, 1, _memory);
        var stream = new MemoryStream(Ipc.Write([batch], ArrowIpcFormat.File, ArrowIpcCodec.Lz4));
        string[] names = [batch.Schema.Columns[21].Name, batch.Schema.Columns[3].Name];
        using (ArrowIpcReader reader = ArrowIpcReader.Open(stream, _memory, new() { Columns = names, LeaveOpen = true }))
        {
            reader.Schema.Columns.Select(column => column.Name).Should().Equal(names);
            using ColumnBatch read = reader.Read()!;
            read[0].GetValue(3).Should().Be(batch[21].GetValue(3));
        }

        stream.CanRead.Should().BeTrue();
        stream.Position = 0;
        FluentActions.Invoking(() => ArrowIpcReader.Open(stream, _memory, new() { Columns = ["nix"] })).Should().Throw<ArgumentException>().WithMessage("*\"nix\"*");
        stream.CanRead.Should().BeFalse();
    }

    [Fact]
    public void A_writer_refuses_what_does_not_fit_and_what_comes_after_its_end()
    {
        using ColumnBatch batch = Samples.Batch(Samples.Of(LogicalType.Int32), 3, Samples.Shape.AllNull, 1, 1, _memory);
        using ArrowIpcWriter other = new(new MemoryStream(), Samples.Of(LogicalType.Int64), new());
        other.Invoking(writer => writer.Write(batch)).Should().Throw<ArgumentException>().WithMessage("*int32*int64*");
        using ArrowIpcWriter notNull = new(new MemoryStream(), new([new() { Name = "c", Type = LogicalType.Int32, IsNullable = false }]), new());
        notNull.Invoking(writer => writer.Write(batch)).Should().Throw<ArgumentException>().WithMessage("*holds NULLs*");
        using ArrowIpcWriter ended = new(new MemoryStream(), batch.Schema, new());
        ended.Complete();
        ended.Invoking(writer => writer.Write(batch)).Should().Throw<InvalidOperationException>();
        FluentActions.Invoking(() => new ArrowIpcWriter(new MemoryStream(), batch.Schema, new() { Format = ArrowIpcFormat.Unknown })).Should().Throw<ArgumentException>();
    }

    [Fact]
    public void Formats_are_told_apart()
    {
        using ColumnBatch batch = Samples.Batch(Samples.Of(LogicalType.Int32), 3, Samples.Shape.Random, 0, 1, _memory);
        ArrowIpcFormats.Detect(Ipc.Write([batch], ArrowIpcFormat.File, ArrowIpcCodec.None)).Should().Be(ArrowIpcFormat.File);
        ArrowIpcFormats.Detect(Ipc.Write([batch], ArrowIpcFormat.Stream, ArrowIpcCodec.None)).Should().Be(ArrowIpcFormat.Stream);
        ArrowIpcFormats.Detect("ARROW1"u8).Should().Be(ArrowIpcFormat.Unknown);
        ArrowIpcFormats.Detect("QRB2\0\0\0\0"u8).Should().Be(ArrowIpcFormat.Unknown);
        FluentActions.Invoking(() => Ipc.Open("no arrow at all"u8.ToArray(), _memory)).Should().Throw<ArrowFormatException>().Which.Code.Should().Be(8501);
    }

    private void ReadAll(Stream stream)
    {
        using ArrowIpcReader reader = ArrowIpcReader.Open(stream, _memory, new());
        while (reader.Read() is { } batch)
        {
            batch.Dispose();
        }
    }

    private sealed class FailingStream(byte[] bytes, int good) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;

        public override int Read(Span<byte> buffer)
            => Position < good ? base.Read(buffer[..(int)Math.Min(buffer.Length, good - Position)]) : throw new IOException("the cable is out");
    }
}
