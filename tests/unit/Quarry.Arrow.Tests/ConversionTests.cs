using System.Runtime.InteropServices;
using Apache.Arrow;
using Apache.Arrow.Scalars;
using Apache.Arrow.Types;
using Quarry.Contracts;
using ArrowUnit = Apache.Arrow.Types.TimeUnit;
using TimeUnit = Quarry.Contracts.TimeUnit;

namespace Quarry.Arrow.Tests;

/// <summary>Arrow types in physical forms that columns do not have, in memory and through a stream.</summary>
public sealed class ConversionTests
{
    private readonly CountingMemory _memory = new();

    [Fact]
    public void Wider_forms_have_an_exact_home()
    {
        Check(Of(HalfFloatType.Default, (Half)1.5, (Half)(-2)), LogicalType.Float32, 1.5f, -2f);
        Check(Of(new Decimal32Type(9, 2), 12345, -1), LogicalType.Decimal128(9, 2), new Decimal128(12345, 2), new Decimal128(-1, 2));
        Check(Of(new Decimal64Type(18, 4), 12345L, -1L), LogicalType.Decimal128(18, 4), new Decimal128(12345, 4), new Decimal128(-1, 4));
        Check(Of(Date64Type.Default, 86_400_000L, -86_400_000L), LogicalType.Date32, 1, -1);
        Check(Of(new Time32Type(ArrowUnit.Second), 3600, 1), LogicalType.Time64(TimeUnit.Microsecond), 3_600_000_000, 1_000_000L);
        Check(Of(new Time32Type(ArrowUnit.Millisecond), 5, 0), LogicalType.Time64(TimeUnit.Microsecond), 5_000L, 0L);
        Check(Of(DurationType.Millisecond, 5L, -1L), LogicalType.Interval, new Interval(0, 0, 5_000_000), new Interval(0, 0, -1_000_000));
        Check(Of(IntervalType.YearMonth, 14, -1), LogicalType.Interval, new Interval(14, 0, 0), new Interval(-1, 0, 0));
        Check(Of(IntervalType.DayTime, new DayTimeInterval(3, 7), default), LogicalType.Interval, new Interval(0, 3, 7_000_000), default(Interval));
        Check(new NullArray(2).Data, LogicalType.Utf8, null, null);
    }

    [Fact]
    public void What_has_no_exact_equal_is_an_error_with_column_and_row()
    {
        Error(Of(Date64Type.Default, 86_400_000L, 1L)).Should().Contain("Row 1 of column \"c\"").And.Contain("whole day");
        Error(Of(DurationType.Second, 1L, long.MaxValue)).Should().Contain("Row 1 of column \"c\"");
    }

    [Fact]
    public void Large_and_view_text_is_copied_into_32_bit_offsets()
    {
        ArrayData large = new(LargeStringType.Default, 3, 1, 0,
            [new ArrowBuffer(new byte[] { 0b101 }), new ArrowBuffer(MemoryMarshal.AsBytes<long>([1, 3, 5, 6]).ToArray()), new ArrowBuffer("xaabbc"u8.ToArray())]);
        Check(large, LogicalType.Utf8, "aa", null, "c");
        Check(new StringViewArray.Builder().Append("short").Append("longer than twelve bytes").AppendNull().Build().Data, LogicalType.Utf8, "short", "longer than twelve bytes", null);
        Error(new(LargeStringType.Default, 1, 0, 0, [ArrowBuffer.Empty, new ArrowBuffer(MemoryMarshal.AsBytes<long>([0, 1L << 40]).ToArray()), new ArrowBuffer("a"u8.ToArray())]))
            .Should().Contain("\"c\"");
    }

    [Fact]
    public void Dictionaries_and_runs_are_decoded()
    {
        StringArray words = new StringArray.Builder().Append("red").Append("green").AppendNull().Build();
        Int8Array indices = new Int8Array.Builder().Append(1).AppendNull().Append(0).Append(2).Build();
        DictionaryArray dictionary = new(new DictionaryType(Int8Type.Default, StringType.Default, false), indices, words);
        Check(dictionary.Data, LogicalType.Utf8, "green", null, "red", null);
        Error(new DictionaryArray(new DictionaryType(Int8Type.Default, StringType.Default, false), new Int8Array.Builder().Append(3).Build(), words).Data)
            .Should().Contain("beyond its dictionary");

        Int32Array ends = new Int32Array.Builder().Append(2).Append(5).Build();
        RunEndEncodedArray runs = new(ends, new Int64Array.Builder().Append(7).AppendNull().Build());
        Check(runs.Data, LogicalType.Int64, 7L, 7L, null, null, null);
        RunEndEncodedArray falling = new(new Int32Array.Builder().Append(2).Append(1).Append(5).Build(), new Int64Array.Builder().Append(7).Append(8).Append(9).Build());
        Error(falling.Data).Should().Contain("do not rise");
    }

    [Fact]
    public void Dictionaries_in_a_stream_are_decoded()
    {
        StringArray words = new StringArray.Builder().Append("red").Append("green").Build();
        DictionaryArray dictionary = new(new DictionaryType(Int8Type.Default, StringType.Default, false), new Int8Array.Builder().Append(1).Append(0).Append(1).Build(), words);
        RecordBatch batch = ViewTests.Batch(("c", dictionary.Data));
        foreach (Apache.Arrow.Ipc.CompressionCodecType? codec in new Apache.Arrow.Ipc.CompressionCodecType?[] { null, Apache.Arrow.Ipc.CompressionCodecType.Zstd })
        {
            using (ArrowIpcReader reader = Ipc.Open(Ipc.WriteByArrow(batch.Schema, [batch, batch], codec: codec), _memory))
            {
                for (int i = 0; i < 2; i++)
                {
                    using ColumnBatch columns = reader.Read()!;
                    Values(columns).Should().Equal("green", "red", "green");
                }

                reader.Read().Should().BeNull();
            }

            _memory.Rented.Should().Be(0);
        }
    }

    [Fact]
    public void Other_lists_become_lists()
    {
        ArrayData numbers = Of(Int32Type.Default, 1, 2, 3, 4);
        ArrayData large = new(new LargeListType(Int32Type.Default), 2, 0, 0, [ArrowBuffer.Empty, new ArrowBuffer(MemoryMarshal.AsBytes<long>([1, 2, 4]).ToArray())], [numbers]);
        Check(large, LogicalType.List(LogicalType.Int32), new object[] { 2 }, new object[] { 3, 4 });
        Check(new(new FixedSizeListType(Int32Type.Default, 2), 2, 0, 0, [ArrowBuffer.Empty], [numbers]), LogicalType.List(LogicalType.Int32), new object[] { 1, 2 }, new object[] { 3, 4 });
    }

    [Fact]
    public void A_zone_is_kept_in_the_metadata_and_comes_back()
    {
        ColumnSchema column = ArrowBatches.FromArrow(ViewTests.Batch(("c", Of(new TimestampType(ArrowUnit.Second, "Europe/Berlin"), 1L))).Schema).Columns[0];
        column.Type.Should().Be(LogicalType.TimestampUtc(TimeUnit.Second));
        column.Metadata["quarry.timezone"].Should().Be("Europe/Berlin");
        ((TimestampType)ArrowBatches.ToArrow(new Contracts.Schema([column])).FieldsList[0].DataType).Timezone.Should().Be("Europe/Berlin");
    }

    [Fact]
    public void Types_without_a_home_are_an_error_with_column_type_and_way_out()
    {
        StructType type = new([new Field("x", Int32Type.Default, true)]);
        ArrayData data = new(type, 1, 0, 0, [ArrowBuffer.Empty], [Of(Int32Type.Default, 1)]);
        Error(data).Should().Contain("\"c\"").And.Contain("struct").And.Contain("Columns");

        RecordBatch batch = ViewTests.Batch(("good", Of(Int32Type.Default, 5)), ("bad", data));
        byte[] bytes = Ipc.WriteByArrow(batch.Schema, [batch]);
        FluentActions.Invoking(() => Ipc.Open(bytes, _memory)).Should().Throw<ArrowFormatException>().Which.Code.Should().Be(8506);
        using ArrowIpcReader reader = ArrowIpcReader.Open(new MemoryStream(bytes), _memory, new() { Columns = ["GOOD"] });
        using ColumnBatch columns = reader.Read()!;
        Values(columns).Should().Equal(5);
    }

    private static ArrayData Of<T>(IArrowType type, params T[] values)
        where T : unmanaged
        => new(type, values.Length, 0, 0, [ArrowBuffer.Empty, new ArrowBuffer(MemoryMarshal.AsBytes<T>(values).ToArray())]);

    private static object?[] Values(ColumnBatch batch) => [.. Enumerable.Range(0, batch.Rows).Select(row => batch[0].GetValue(row))];

    private string Error(ArrayData data)
        => FluentActions.Invoking(() => ArrowBatches.FromArrow(ViewTests.Batch(("c", data)), _memory)).Should().Throw<ArrowFormatException>().Which.Message;

    private void Check(ArrayData data, LogicalType type, params object?[] expected)
    {
        using (ColumnBatch columns = ArrowBatches.FromArrow(ViewTests.Batch(("c", data)), _memory))
        {
            columns[0].Type.Should().Be(type);
            Values(columns).Should().BeEquivalentTo(expected, options => options.WithStrictOrdering());
        }

        _memory.Rented.Should().Be(0);
    }
}
