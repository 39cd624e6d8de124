using System.IO.Pipelines;
using System.Runtime.InteropServices;
using Quarry.Columnar.Wire;
using Quarry.Contracts;

namespace Quarry.Columnar.Tests.RowBuffers;

public sealed class StreamTests
{
    private static readonly CountingMemory s_source = new();

    [Fact]
    public async Task Streams_pipes_and_memory_carry_the_same_bytes_synchronously_and_not()
    {
        using ColumnBatch batch = Samples.Batch(Samples.AllTypes, 500, Samples.Shape.FewValues, 0.1, 1, s_source);
        byte[] expected = RowBuffer.Write([batch, batch], new());

        using var stream = new MemoryStream();
        await using (var writer = new RowBufferWriter(stream, batch.Schema, new() { LeaveOpen = true }))
        {
            await writer.WriteAsync(batch, default);
            await writer.WriteAsync(batch, default);
            await writer.CompleteAsync(default);
        }

        stream.ToArray().Should().Equal(expected);
        var memory = new CountingMemory();
        using (RowBufferReader reader = await RowBufferReader.OpenAsync(new TrickleStream(expected), memory, new(), default))
        {
            using ColumnBatch first = (await reader.ReadAsync(default))!;
            BatchAssert.Equal(first, batch);
            using ColumnBatch second = reader.Read()!;
            BatchAssert.Equal(second, batch);
            (await reader.ReadAsync(default)).Should().BeNull();
        }

        var pipe = new Pipe();
        Task writing = WriteAsync(pipe.Writer, batch);
        using (RowBufferReader reader = await RowBufferReader.OpenAsync(pipe.Reader, memory, new(), default))
        {
            using ColumnBatch first = (await reader.ReadAsync(default))!;
            BatchAssert.Equal(first, batch);
            (await reader.ReadAsync(default)).Should().BeNull();
        }

        await writing;
        memory.Rented.Should().Be(0);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Two_columns_of_many_are_read_without_the_others_bytes(bool seekable)
    {
        using ColumnBatch batch = Samples.Batch(Samples.AllTypes, 3000, Samples.Shape.Random, 0.1, 1, s_source);
        byte[] bytes = RowBuffer.Write([batch, batch, batch], new());
        string[] names = [Samples.AllTypes.Columns[21].Name, Samples.AllTypes.Columns[4].Name];
        var memory = new CountingMemory();
        using var stream = new WatchedStream(bytes, seekable);
        using RowBufferReader reader = RowBufferReader.Open(stream, memory, new() { Columns = names, Validation = RowBufferValidation.Full });
        reader.Schema.Columns.Select(column => column.Name).Should().Equal(names);
        reader.StreamSchema.Columns.Count.Should().Be(Samples.AllTypes.Columns.Count);
        for (int i = 0; i < 3; i++)
        {
            using ColumnBatch actual = reader.Read()!;
            using var expected = new ColumnBatch(reader.Schema, 3000, [Data(batch, 21), Data(batch, 4)]);
            BatchAssert.Equal(actual, expected);
            memory.Bytes.Should().BeLessThan(4 * (batch[21].Data.Length + 30_000));
        }

        reader.Read().Should().BeNull();
        if (seekable)
        {
            // All but the bodies, and of the bodies the two columns.
            stream.BytesRead.Should().Be(bytes.Length - UnwantedBytes(bytes, names)).And.BeLessThan(bytes.Length / 3);
        }
        else
        {
            stream.BytesRead.Should().Be(bytes.Length);
        }
    }

    private static long UnwantedBytes(byte[] bytes, string[] wanted)
    {
        using RowBufferReader reader = RowBufferReader.Open(bytes, new CountingMemory(), new());
        long unwanted = 0;
        while (reader.Inspect() is RowBufferBatchInfo batch)
        {
            unwanted += batch.BodyBytes - batch.Columns.Where(column => wanted.Contains(column.Name)).Sum(column => column.Buffers.Sum(buffer => Alignment.Pad(buffer.StoredBytes)));
        }

        return unwanted;
    }

    [Fact]
    public void A_column_that_is_not_there_is_named_with_those_that_are()
    {
        using ColumnBatch batch = Samples.Batch(Samples.Of(LogicalType.Int32), 3, Samples.Shape.Random, 0, 1, s_source);
        byte[] bytes = RowBuffer.Write(batch, new());
        FluentActions.Invoking(() => RowBufferReader.Open(bytes, new CountingMemory(), new() { Columns = ["nix"] }))
            .Should().Throw<ArgumentException>().WithMessage("*\"nix\"*\"c\"*");
    }

    [Fact]
    public void A_column_can_be_asked_for_twice_and_no_column_at_all()
    {
        using ColumnBatch batch = Samples.Batch(Samples.Of(LogicalType.Int32), 300, Samples.Shape.Rising, 0, 1, s_source);
        byte[] bytes = RowBuffer.Write(batch, new());
        var memory = new CountingMemory();
        List<ColumnBatch> twice = RowBuffer.ReadAll(bytes, memory, new() { Columns = ["c", "C"], Validation = RowBufferValidation.Full });
        twice[0][1].Values<int>().SequenceEqual(batch[0].Values<int>()).Should().BeTrue();
        twice[0].Dispose();
        List<ColumnBatch> none = RowBuffer.ReadAll(bytes, memory, new() { Columns = [] });
        (none[0].Rows, none[0].Columns.Count).Should().Be((300, 0));
        none[0].Dispose();
        memory.Rented.Should().Be(0);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public async Task Several_threads_keep_the_order(int threads)
    {
        var memory = new CountingMemory();
        ColumnBatch[] batches = [.. Enumerable.Range(0, 40).Select(i => Samples.Batch(Samples.AllTypes, i % 7 * 60, i % 3 == 0 ? Samples.Shape.Random : Samples.Shape.FewValues, 0.1, i, memory))];
        byte[] alone = RowBuffer.Write(batches, new());
        foreach (bool synchronous in (bool[])[true, false])
        {
            using var stream = new MemoryStream();
            using (var writer = new RowBufferWriter(stream, Samples.AllTypes, new() { Threads = threads, LeaveOpen = true }))
            {
                foreach (ColumnBatch batch in batches)
                {
                    // The writer keeps what it still works on: the caller may give a batch back at once.
                    using ColumnBatch mine = batch.Retain();
                    if (synchronous)
                    {
                        writer.Write(mine);
                    }
                    else
                    {
                        await writer.WriteAsync(mine, default);
                    }
                }

                writer.Complete();
            }

            stream.ToArray().AsSpan().SequenceEqual(alone).Should().BeTrue("threads change no byte");
            List<ColumnBatch> read = RowBuffer.ReadAll(stream.ToArray(), memory, new() { Validation = RowBufferValidation.Full });
            read.Count.Should().Be(batches.Length);
            for (int i = 0; i < batches.Length; i++)
            {
                BatchAssert.Equal(read[i], batches[i]);
                read[i].Dispose();
            }
        }

        Array.ForEach(batches, batch => batch.Dispose());
        memory.Rented.Should().Be(0);
    }

    [Fact]
    public void An_error_frame_is_thrown_after_the_batches_before_it()
    {
        using ColumnBatch batch = Samples.Batch(Samples.Of(LogicalType.Int32), 3, Samples.Shape.Random, 0, 1, s_source);
        using var stream = new MemoryStream();
        using (var writer = new RowBufferWriter(stream, batch.Schema, new() { LeaveOpen = true }))
        {
            writer.Write(batch);
            writer.Fail(new QuarryException(ErrorKind.Server, 20042, "canceled ä", "57014", null) { OutcomeUnknown = true });
            writer.Invoking(w => w.Complete()).Should().Throw<InvalidOperationException>();
        }

        using RowBufferReader reader = RowBufferReader.Open(stream.ToArray(), new CountingMemory(), new());
        reader.Read()!.Dispose();
        QuarryException error = reader.Invoking(r => r.Read()).Should().Throw<QuarryException>().Which;
        (error.Kind, error.Code, error.Message, error.SqlState, error.OutcomeUnknown, error.IsTransient).Should().Be((ErrorKind.Server, 20042, "canceled ä", "57014", true, false));
        reader.Invoking(r => r.Read()).Should().Throw<InvalidOperationException>("there is nothing to read after an error");
    }

    [Fact]
    public void Extension_blocks_are_given_skipped_or_refused_by_name()
    {
        byte[] With(bool required)
        {
            using var stream = new MemoryStream();
            using var writer = new RowBufferWriter(stream, Samples.Of(LogicalType.Int32), new());
            writer.WriteExtension("org.example.x", required, new byte[100]);
            writer.WriteExtension("org.example.empty", required: false, default);
            writer.Complete();
            return stream.ToArray();
        }

        List<int> seen = [];
        var known = new Dictionary<string, Action<ReadOnlyMemory<byte>>> { ["org.example.x"] = payload => seen.Add(payload.Length), ["org.example.empty"] = payload => seen.Add(payload.Length) };
        foreach (bool required in (bool[])[true, false])
        {
            RowBuffer.ReadAll(With(required), new CountingMemory(), new() { Extensions = known }).Should().BeEmpty();
        }

        seen.Should().Equal(100, 0, 100, 0);
        RowBuffer.ReadAll(With(required: false), new CountingMemory(), new()).Should().BeEmpty();
        FluentActions.Invoking(() => RowBuffer.ReadAll(With(required: true), new CountingMemory(), new()))
            .Should().Throw<RowBufferFormatException>().WithMessage("*\"org.example.x\"*").Which.Code.Should().Be(2013);
    }

    [Fact]
    public void A_writer_refuses_what_it_cannot_write()
    {
        using ColumnBatch batch = Samples.Batch(Samples.Of(LogicalType.Int32), 3, Samples.Shape.AllNull, 1, 1, s_source);
        using var other = new RowBufferWriter(new MemoryStream(), Samples.Of(LogicalType.Int64), new());
        other.Invoking(w => w.Write(batch)).Should().Throw<ArgumentException>().WithMessage("*int32*int64*");
        using var strict = new RowBufferWriter(new MemoryStream(), new([new() { Name = "c", Type = LogicalType.Int32, IsNullable = false }]), new());
        strict.Invoking(w => w.Write(batch)).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => new RowBufferWriter(new MemoryStream(), batch.Schema, new() { ReaderVersion = new(2, 2) })).Should().Throw<ArgumentException>().WithMessage("*2.0*2.1*2.2*");
        FluentActions.Invoking(() => new RowBufferWriter(new MemoryStream(), batch.Schema, new() { Threads = 0 })).Should().Throw<ArgumentOutOfRangeException>();
        var closed = new RowBufferWriter(new MemoryStream(), batch.Schema, new());
        closed.Dispose();
        closed.Dispose();
        closed.Invoking(w => w.Write(batch)).Should().Throw<ObjectDisposedException>();
    }

    [Fact]
    public void A_write_that_failed_ends_the_stream()
    {
        using ColumnBatch batch = Samples.Batch(Samples.Of(LogicalType.Int32), 3, Samples.Shape.Random, 0, 1, s_source);
        using var writer = new RowBufferWriter(new MemoryStream(new byte[300]), batch.Schema, new());
        writer.Invoking(w => w.Write(batch)).Should().Throw<NotSupportedException>();
        writer.Invoking(w => w.Write(batch)).Should().Throw<InvalidOperationException>();
    }

    [Fact]
    public void A_batch_that_cannot_be_written_costs_its_memory_once()
    {
        // A list whose offsets do not start at 0, behind a column that fills the writer's memory.
        Schema schema = new([new() { Name = "a", Type = LogicalType.Binary }, new() { Name = "b", Type = LogicalType.List(LogicalType.Int32) }]);
        using ColumnBatch part = Samples.Batch(schema, 3, Samples.Shape.Random, 0, 1, s_source);
        MemoryBlock offsets = s_source.Rent(16), bytes = s_source.Rent(4 << 20), starts = s_source.Rent(16);
        MemoryMarshal.Cast<byte, int>(offsets.Span(0, 16)).Fill(1);
        new int[] { 0, 0, 0, 4 << 20 }.CopyTo(MemoryMarshal.Cast<byte, int>(starts.Span(0, 16)));
        using var bad = new ColumnBatch(schema, 3,
        [
            new() { Column = schema.Columns[0], Length = 3, Offsets = starts, Values = bytes },
            new() { Column = schema.Columns[1], Length = 3, Offsets = offsets, Children = [Data(Samples.Batch(Samples.Of(LogicalType.Int32), 1, Samples.Shape.Random, 0, 1, s_source), 0)] },
        ]);
        using var writer = new RowBufferWriter(new MemoryStream(), schema, new() { Codec = RowBufferCodec.None });
        writer.Invoking(w => w.Write(bad)).Should().Throw<ArgumentException>();
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 10; i++)
        {
            writer.Invoking(w => w.Write(bad)).Should().Throw<ArgumentException>();
        }

        (GC.GetAllocatedBytesForCurrentThread() - before).Should().BeLessThan(8 << 20);
        writer.Write(part);
    }

    [Fact]
    public async Task A_million_batches_without_rows_take_no_memory_and_can_be_cancelled()
    {
        using var stream = new EndlessStream(Samples.Of(LogicalType.Int32));
        var memory = new CountingMemory();
        using RowBufferReader reader = RowBufferReader.Open(stream, memory, new());
        using var cancel = new CancellationTokenSource();
        for (int i = 0; i < 1_000_000; i++)
        {
            (await reader.ReadAsync(cancel.Token))!.Dispose();
        }

        memory.PeakBytes.Should().BeLessThan(4096);
        await cancel.CancelAsync();
        await reader.Invoking(async r => await r.ReadAsync(cancel.Token)).Should().ThrowAsync<OperationCanceledException>();
    }

    [Fact]
    public void A_batch_of_16_columns_takes_less_than_a_managed_byte_per_row()
    {
        const int rows = 16_384;
        Schema schema = new([.. Enumerable.Range(0, 16).Select(i => new ColumnSchema { Name = $"c{i}", Type = i % 3 == 0 ? LogicalType.Utf8 : LogicalType.Int64 })]);
        using ColumnBatch batch = Samples.Batch(schema, rows, Samples.Shape.FewValues, 0, 1, s_source);
        using var stream = new MemoryStream(16 << 20);
        using var arena = new Arena(new());
        using (var writer = new RowBufferWriter(stream, schema, new() { LeaveOpen = true }))
        {
            writer.Write(batch);
            Allocated(() => writer.Write(batch)).Should().BeLessThan(rows / 4);
            writer.Complete();
        }

        stream.Position = 0;
        using RowBufferReader reader = RowBufferReader.Open(stream, arena, new() { Validation = RowBufferValidation.Full });
        reader.Read()!.Dispose();
        Allocated(() => reader.Read()!.Dispose()).Should().BeLessThan(rows);

        static long Allocated(Action action)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            action();
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }
    }

    [Fact]
    public async Task Two_calls_at_once_are_refused_and_a_dispose_under_way_ends_the_call()
    {
        var pipe = new Pipe();
        using ColumnBatch batch = Samples.Batch(Samples.Of(LogicalType.Int32), 3, Samples.Shape.Random, 0, 1, s_source);
        byte[] bytes = RowBuffer.Write(batch, new());
        await pipe.Writer.WriteAsync(bytes.AsMemory(0, bytes.Length - 64));
        RowBufferReader reader = await RowBufferReader.OpenAsync(pipe.Reader, new CountingMemory(), new(), default);
        (await reader.ReadAsync(default))!.Dispose();
        Task<ColumnBatch?> waiting = reader.ReadAsync(default).AsTask();
        reader.Invoking(r => r.Read()).Should().Throw<InvalidOperationException>();
        reader.Dispose();
        await pipe.Writer.CompleteAsync();
        await waiting.Invoking(task => task).Should().ThrowAsync<ObjectDisposedException>();
        reader.Invoking(r => r.Read()).Should().Throw<ObjectDisposedException>();
    }

    [Fact]
    public void Batches_disposed_while_other_threads_read_them_never_show_recycled_memory()
    {
        using var arena = new Arena(new() { Poison = true });
        ColumnBatch batch = Samples.Batch(Samples.Of(LogicalType.Int64), 20_000, Samples.Shape.FewValues, 0, 1, arena);
        long sum = 0;
        foreach (long value in batch[0].Values<long>())
        {
            sum += value;
        }

        byte[] bytes = RowBuffer.Write(batch, new());
        batch.Dispose();
        Parallel.For(0, 200, i =>
        {
            using RowBufferReader reader = RowBufferReader.Open(bytes, arena, new());
            ColumnBatch read = reader.Read()!;
            ColumnBatch kept = read.Retain();
            Parallel.Invoke(read.Dispose, () =>
            {
                try
                {
                    read[0].Values<long>();
                }
                catch (ObjectDisposedException)
                {
                    // Who comes too late is told so.
                }
            }, () =>
            {
                long again = 0;
                foreach (long value in kept[0].Values<long>())
                {
                    again += value;
                }

                again.Should().Be(sum);
            });
            kept.Dispose();
        });
        arena.Statistics.RentedBlocks.Should().Be(0);
    }

    private static async Task WriteAsync(PipeWriter pipe, ColumnBatch batch)
    {
        await using var writer = new RowBufferWriter(pipe, batch.Schema, new() { Threads = 2 });
        await writer.WriteAsync(batch, default);
        await writer.CompleteAsync(default);
    }

    private static ColumnData Data(ColumnBatch batch, int index)
    {
        ColumnVector column = batch[index];
        ColumnData data = new()
        {
            Column = column.Column,
            Length = column.Length,
            NullCount = column.NullCount,
            Validity = column.Block(ColumnBuffer.Validity),
            Offsets = column.Block(ColumnBuffer.Offsets),
            Values = column.Block(ColumnBuffer.Data),
        };
        data.Validity?.Retain();
        data.Offsets?.Retain();
        data.Values?.Retain();
        return data;
    }
}
