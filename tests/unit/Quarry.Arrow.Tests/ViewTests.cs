using System.Runtime.InteropServices;
using Apache.Arrow;
using Apache.Arrow.Types;
using Quarry.Columnar;
using Quarry.Contracts;
using ArrowSchema = Apache.Arrow.Schema;

namespace Quarry.Arrow.Tests;

/// <summary>Batches and record batches over the same memory.</summary>
public sealed unsafe class ViewTests
{
    private readonly CountingMemory _memory = new();

    [Fact]
    public void Export_copies_nothing_and_holds_the_memory_until_it_is_disposed_once()
    {
        ColumnBatch batch = Samples.Batch(Samples.AllTypes, 100, Samples.Shape.Random, 0.3, 1, _memory);
        int rented = _memory.Rented;
        RecordBatch view = ArrowBatches.ToArrow(batch);
        _memory.Rented.Should().Be(rented);
        for (int i = 0; i < batch.Columns.Count; i++)
        {
            SameMemory(view.Column(i).Data, batch.Columns[i]);
        }

        long* integers = (long*)batch.Columns[4].Block(ColumnBuffer.Data)!.Address;
        integers[7] = 4711;
        ((Int64Array)view.Column(4)).Values[7].Should().Be(4711);

        batch.Dispose();
        _memory.Rented.Should().Be(rented, "the record batch holds a reference");
        view.Dispose();
        view.Dispose();
        _memory.Rented.Should().Be(0);
    }

    [Fact]
    public void Import_of_an_export_is_the_same_memory_again_and_the_last_reference_disposes_it()
    {
        ColumnBatch batch = Samples.Batch(Samples.AllTypes, 100, Samples.Shape.Random, 0.3, 1, _memory);
        ColumnBatch again = ArrowBatches.FromArrow(ArrowBatches.ToArrow(batch), new NoMemory());
        BatchAssert.Equal(again, batch);
        BatchAssert.Equal(again.Schema, batch.Schema);
        for (int i = 0; i < batch.Columns.Count; i++)
        {
            foreach (ColumnBuffer buffer in Enum.GetValues<ColumnBuffer>())
            {
                (again.Columns[i].Block(buffer)?.Address).Should().Be(batch.Columns[i].Block(buffer)?.Address);
            }
        }

        ColumnBatch kept = again.Retain();
        batch.Dispose();
        again.Dispose();
        kept.Columns[4].GetValue(0);
        _memory.Rented.Should().BeGreaterThan(0);
        kept.Dispose();
        _memory.Rented.Should().Be(0);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(8)]
    [InlineData(13)]
    [InlineData(99)]
    public void A_slice_reads_as_its_rows(int start)
    {
        using ColumnBatch batch = Samples.Batch(Samples.AllTypes, 100, Samples.Shape.Random, 0.3, 1, _memory);
        RecordBatch view = ArrowBatches.ToArrow(batch);
        RecordBatch slice = new(view.Schema, view.Arrays.Select(array => ArrowArrayFactory.Slice(array, start, Math.Min(40, 100 - start))), Math.Min(40, 100 - start));
        var own = new CountingMemory();
        using (ColumnBatch sliced = ArrowBatches.FromArrow(slice, own))
        {
            sliced.Rows.Should().Be(slice.Length);
            for (int i = 0; i < batch.Columns.Count; i++)
            {
                for (int row = 0; row < sliced.Rows; row++)
                {
                    sliced.Columns[i].GetValue(row).Should().BeEquivalentTo(batch.Columns[i].GetValue(start + row), "{0}", batch.Columns[i].Column.Name);
                }
            }

            sliced.Columns[4].Block(ColumnBuffer.Data)!.Address.Should().Be(batch.Columns[4].Block(ColumnBuffer.Data)!.Address + start * sizeof(long));

            // What RowBuffer writes of it is what it writes of any batch of these values.
            var bytes = new MemoryStream();
            using RowBufferWriter writer = new(bytes, sliced.Schema, new() { LeaveOpen = true });
            writer.Write(sliced);
            writer.Complete();
            using RowBufferReader reader = RowBufferReader.Open(bytes.ToArray(), own, new() { Validation = RowBufferValidation.Full });
            using ColumnBatch read = reader.Read()!;
            read.Columns[21].NullCount.Should().Be(sliced.Columns[21].NullCount);
        }

        own.Rented.Should().Be(0);
        view.Dispose();
    }

    [Fact]
    public void A_deferred_buffer_is_decoded_when_somebody_reads_its_array()
    {
        using ColumnBatch batch = Samples.Batch(Samples.Of(LogicalType.Int64), 1000, Samples.Shape.Rising, 0, 1, _memory);
        var bytes = new MemoryStream();
        using (RowBufferWriter writer = new(bytes, batch.Schema, new() { LeaveOpen = true }))
        {
            writer.Write(batch);
            writer.Complete();
        }

        using RowBufferReader reader = RowBufferReader.Open(bytes.ToArray(), _memory, new());
        using ColumnBatch deferred = reader.Read()!;
        using RecordBatch view = ArrowBatches.ToArrow(deferred);
        ((Int64Array)view.Column(0)).Values[500].Should().Be(batch.Columns[0].Values<long>()[500]);
    }

    [Fact]
    public void Values_that_are_not_aligned_and_null_slots_that_are_not_empty_are_copied()
    {
        byte[] bytes = new byte[4 * sizeof(long) + 1];
        MemoryMarshal.Write(bytes.AsSpan(1 + sizeof(long)), 42L);
        MemoryMarshal.Write(bytes.AsSpan(1 + 2 * sizeof(long)), 43L);
        ArrayData data = new(Int64Type.Default, 3, 1, 0, [new ArrowBuffer(new byte[] { 0b011 }), new ArrowBuffer(bytes.AsMemory(1))]);
        ArrayData text = new(StringType.Default, 3, 1, 0,
            [new ArrowBuffer(new byte[] { 0b101 }), new ArrowBuffer(MemoryMarshal.AsBytes<int>([0, 1, 3, 4]).ToArray()), new ArrowBuffer("abbc"u8.ToArray())]);
        RecordBatch batch = Batch(("n", data), ("t", text));
        using ColumnBatch columns = ArrowBatches.FromArrow(batch, _memory);
        columns[0].GetValue(1).Should().Be(42L);
        columns[0].Values<long>()[2].Should().Be(0);
        Enumerable.Range(0, 3).Select(row => columns[1].GetValue(row) ?? "NULL").Should().Equal("a", "NULL", "c");
        columns[1].GetBytes(1).Length.Should().Be(0);
    }

    [Fact]
    public void Parts_of_a_timestamp_with_offset_are_cleared_where_the_whole_is_NULL()
    {
        ColumnSchema column = new() { Name = "t", Type = LogicalType.TimestampOffset(Contracts.TimeUnit.Second) };
        Field field = ArrowBatches.ToArrow(new Contracts.Schema([column])).FieldsList[0];
        IReadOnlyList<Field> parts = ((StructType)field.DataType).Fields;
        ArrayData instants = new(parts[0].DataType, 3, 0, 0, [ArrowBuffer.Empty, new ArrowBuffer(MemoryMarshal.AsBytes<long>([1, 2, 3]).ToArray())]);
        ArrayData minutes = new(parts[1].DataType, 3, 0, 0, [ArrowBuffer.Empty, new ArrowBuffer(MemoryMarshal.AsBytes<short>([60, 9999, 90]).ToArray())]);
        ArrayData data = new(field.DataType, 3, 1, 0, [new ArrowBuffer(new byte[] { 0b101 })], [instants, minutes]);
        RecordBatch batch = new(new ArrowSchema([field], null), [ArrowArrayFactory.BuildArray(data)], 3);
        using (ColumnBatch columns = ArrowBatches.FromArrow(batch, _memory))
        {
            columns[0].IsNull(1).Should().BeTrue();
            columns[0].Children[0].Values<long>().ToArray().Should().Equal(1, 0, 3);
            columns[0].Children[1].Values<short>().ToArray().Should().Equal(60, 0, 90);
        }

        _memory.Rented.Should().Be(0);
    }

    [Fact]
    public void A_failed_import_leaves_the_record_batch_to_its_owner_and_keeps_no_memory()
    {
        ArrayData wrong = new(StringType.Default, 2, 0, 0, [ArrowBuffer.Empty, new ArrowBuffer(MemoryMarshal.AsBytes<int>([0, 5, 3]).ToArray()), new ArrowBuffer("abc"u8.ToArray())]);
        using ColumnBatch batch = Samples.Batch(Samples.Of(LogicalType.Int64), 2, Samples.Shape.Random, 0, 1, _memory);
        RecordBatch good = ArrowBatches.ToArrow(batch);
        RecordBatch mixed = Batch(("a", good.Column(0).Data), ("b", wrong));
        FluentActions.Invoking(() => ArrowBatches.FromArrow(mixed, _memory)).Should().Throw<ArrowFormatException>().Which.Message.Should().Contain("\"b\"");
        ((Int64Array)mixed.Column(0)).Values.Length.Should().Be(2);
        good.Dispose();
    }

    internal static RecordBatch Batch(params (string Name, ArrayData Data)[] columns) => new(
        new ArrowSchema(columns.Select(column => new Field(column.Name, column.Data.DataType, nullable: true)), null),
        columns.Select(column => ArrowArrayFactory.BuildArray(column.Data)), columns[0].Data.Length);

    private static void SameMemory(ArrayData data, ColumnVector column)
    {
        Same(data.Buffers[0], column.Block(ColumnBuffer.Validity));
        switch (column.Type.Layout)
        {
            case ColumnLayout.Variable:
                Same(data.Buffers[1], column.Block(ColumnBuffer.Offsets));
                Same(data.Buffers[2], column.Block(ColumnBuffer.Data));
                break;
            case ColumnLayout.List:
                Same(data.Buffers[1], column.Block(ColumnBuffer.Offsets));
                break;
            case ColumnLayout.TimestampWithOffset:
                break;
            default:
                Same(data.Buffers[1], column.Block(ColumnBuffer.Data));
                break;
        }

        for (int i = 0; i < column.Children.Count; i++)
        {
            SameMemory(data.Children[i], column.Children[i]);
        }
    }

    private static void Same(ArrowBuffer buffer, MemoryBlock? block)
    {
        fixed (byte* address = buffer.Span)
        {
            ((nint)address).Should().Be(block?.Address ?? 0);
        }
    }

    /// <summary>Fails whoever copies.</summary>
    private sealed class NoMemory : BatchMemory
    {
        public override MemoryBlock Rent(long bytes) => throw new InvalidOperationException($"{bytes} bytes were copied");
    }
}
