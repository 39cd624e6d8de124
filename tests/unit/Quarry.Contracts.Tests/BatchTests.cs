using System.Text;

namespace Quarry.Contracts.Tests;

public sealed class BatchTests
{
    private readonly TestMemory _memory = new();

    [Fact]
    public void A_disposed_batch_is_detected_at_every_door()
    {
        ColumnBatch batch = Build(LogicalType.Int64, 1);
        ColumnVector column = batch[0];
        batch.Dispose();
        batch.Dispose();
        batch.Invoking(b => b[0]).Should().Throw<ObjectDisposedException>().WithMessage("*Retain()*");
        batch.Invoking(b => b.Retain()).Should().Throw<ObjectDisposedException>();
        column.Invoking(c => c.Values<long>().Length).Should().Throw<ObjectDisposedException>();
        column.Invoking(c => c.GetInt64(0)).Should().Throw<ObjectDisposedException>();
        column.Invoking(c => c.Block(ColumnBuffer.Data)).Should().Throw<ObjectDisposedException>();
        _memory.Rented.Should().Be(0);
    }

    [Fact]
    public void A_retained_batch_outlives_its_stream_and_returns_the_memory_last()
    {
        ColumnBatch batch = Build(LogicalType.Int64, 42);
        ColumnBatch kept = batch.Retain();
        batch.Dispose();
        kept["c"].GetInt64(0).Should().Be(42);
        _memory.Rented.Should().Be(1);
        kept.Dispose();
        _memory.Rented.Should().Be(0);
    }

    [Fact]
    public void A_batch_without_columns_has_rows()
    {
        using var builder = new BatchBuilder(new([]), _memory, new() { Rows = 3 });
        builder.EndRow().Should().BeTrue();
        builder.EndRow().Should().BeTrue();
        builder.EndRow().Should().BeFalse();
        using ColumnBatch batch = builder.Build();
        batch.Rows.Should().Be(3);
        batch.Columns.Should().BeEmpty();
    }

    [Fact]
    public void A_batch_ends_at_its_bytes()
    {
        using BatchBuilder builder = Builder(LogicalType.Utf8, new() { Bytes = 1000 });
        var column = (VariableColumnBuilder)builder.Columns[0];
        int rows = 0;
        do
        {
            column.Append(new byte[96]);
            rows++;
        }
        while (builder.EndRow());

        rows.Should().Be(10, "a row is 96 bytes and an offset of 4");
    }

    [Fact]
    public void A_column_of_another_length_than_the_batch_is_refused()
    {
        using BatchBuilder builder = Builder(LogicalType.Int64, BatchLimits.Default);
        builder.EndRow();
        builder.Invoking(b => b.Build()).Should().Throw<InvalidOperationException>().WithMessage("*\"c\"*0 values*1 rows*");
    }

    [Fact]
    public void A_builder_goes_on_with_another_result()
    {
        using BatchBuilder builder = Builder(LogicalType.Utf8, BatchLimits.Default);
        var column = (VariableColumnBuilder)builder.Columns[0];
        column.Append("first"u8);
        builder.Invoking(b => b.Restart()).Should().Throw<InvalidOperationException>();
        builder.EndRow();
        builder.Invoking(b => b.Restart()).Should().Throw<InvalidOperationException>();
        builder.Build().Dispose();
        builder.RowsBefore.Should().Be(1);
        builder.Restart();
        builder.RowsBefore.Should().Be(0);
        column.Append("second"u8);
        builder.EndRow();
        using ColumnBatch batch = builder.Build();
        batch[0].GetString(0).Should().Be("second");
    }

    [Theory]
    [InlineData(new byte[] { 0xC3 })]
    [InlineData(new byte[] { 0xED, 0xA0, 0x80 })]
    [InlineData(new byte[] { 0xFF })]
    public void Invalid_UTF8_is_an_error_with_row_and_column(byte[] bad)
    {
        using BatchBuilder builder = Builder(LogicalType.Utf8, new() { Rows = 2 });
        var column = (VariableColumnBuilder)builder.Columns[0];
        column.Append("é"u8);
        builder.EndRow();
        column.Append("fine"u8);
        builder.EndRow();
        builder.Build().Dispose();
        column.Append(bad);
        builder.EndRow();
        builder.Invoking(b => b.Build()).Should().Throw<QuarryException>().WithMessage("Row 3, column \"c\"*not valid UTF-8*");
    }

    [Fact]
    public void A_character_cut_between_two_values_is_invalid_though_the_whole_is_valid()
    {
        using BatchBuilder builder = Builder(LogicalType.Utf8, BatchLimits.Default);
        var column = (VariableColumnBuilder)builder.Columns[0];
        column.Append([0xC3]);
        builder.EndRow();
        column.Append([0xA9]);
        builder.EndRow();
        builder.Invoking(b => b.Build()).Should().Throw<QuarryException>().Which.Code.Should().Be(1007);
    }

    [Fact]
    public void Binary_may_hold_anything()
    {
        using BatchBuilder builder = Builder(LogicalType.Binary, BatchLimits.Default);
        ((VariableColumnBuilder)builder.Columns[0]).Append([0xFF, 0x00]);
        builder.EndRow();
        using ColumnBatch batch = builder.Build();
        batch[0].GetBytes(0).ToArray().Should().Equal(0xFF, 0x00);
    }

    [Theory]
    [InlineData("x", "not in its form")]
    [InlineData("1.234", "more digits than it holds")]
    [InlineData("12345.6", "outside its range")]
    public void Text_that_does_not_fit_names_row_column_and_cause(string text, string cause)
    {
        using BatchBuilder builder = Builder(LogicalType.Decimal128(4, 2), BatchLimits.Default);
        builder.Columns[0].Invoking(c => c.AppendText(Encoding.UTF8.GetBytes(text)))
            .Should().Throw<QuarryException>().WithMessage($"Row 1, column \"c\" of type decimal128(4,2): '{text}'*{cause}*");
        builder.Columns[0].Length.Should().Be(0);
    }

    [Fact]
    public void A_lone_surrogate_is_an_error()
    {
        using BatchBuilder builder = Builder(LogicalType.Utf8, BatchLimits.Default);
        builder.Columns[0].Invoking(c => c.AppendUtf16("a\uD800")).Should().Throw<QuarryException>().WithMessage("*surrogate*");
    }

    [Fact]
    public void An_epoch_that_the_unit_cannot_hold_is_an_error()
    {
        using BatchBuilder builder = Builder(LogicalType.Timestamp(TimeUnit.Second), BatchLimits.Default);
        var column = (TimestampColumnBuilder)builder.Columns[0];
        column.AppendEpoch(2_000, TimeUnit.Millisecond);
        column.Invoking(c => c.AppendEpoch(2_001, TimeUnit.Millisecond)).Should().Throw<QuarryException>().WithMessage("Row 2*2001*");
    }

    [Fact]
    public void A_second_Advance_without_Reserve_never_writes_beyond_the_block()
    {
        using BatchBuilder builder = Builder(LogicalType.Utf8, BatchLimits.Default);
        var column = (VariableColumnBuilder)builder.Columns[0];
        column.Invoking(c => c.Advance(0)).Should().Throw<InvalidOperationException>().WithMessage("*Reserve*");
        column.Reserve(1);
        Action many = () =>
        {
            for (int i = 0; i < 10_000; i++)
            {
                column.Advance(0);
            }
        };
        many.Should().Throw<InvalidOperationException>();
    }

    [Theory]
    [InlineData("utf8")]
    [InlineData("int64")]
    [InlineData("boolean")]
    public void A_disposed_builder_takes_no_value(string type)
    {
        BatchBuilder builder = Builder(LogicalType.TryParse(type, out LogicalType? parsed) ? parsed : throw new ArgumentException(type), BatchLimits.Default);
        builder.Columns[0].AppendText("1"u8);
        builder.Dispose();
        builder.Columns[0].Invoking(c => c.AppendText("1"u8)).Should().Throw<ObjectDisposedException>();
        _memory.Rented.Should().Be(0);
    }

    [Fact]
    public void Elements_after_the_last_list_are_refused()
    {
        using BatchBuilder builder = Builder(LogicalType.List(LogicalType.Int32), BatchLimits.Default);
        var lists = (ListColumnBuilder)builder.Columns[0];
        lists.EndList();
        ((FixedColumnBuilder<int>)lists.Elements).Append(1);
        builder.EndRow();
        builder.Invoking(b => b.Build()).Should().Throw<InvalidOperationException>().WithMessage("*EndList*");
    }

    [Fact]
    public void Spans_append_many_values_at_once()
    {
        using BatchBuilder builder = Builder(LogicalType.Int32, BatchLimits.Default);
        var column = (FixedColumnBuilder<int>)builder.Columns[0];
        column.AppendNull();
        int[] values = [.. Enumerable.Range(0, 1000)];
        column.Append(values);
        builder.EndRows(1001);
        using ColumnBatch batch = builder.Build();
        batch[0].Values<int>()[1..].ToArray().Should().Equal(values);
        batch[0].NullCount.Should().Be(1);
        batch[0].IsNull(0).Should().BeTrue();
    }

    [Fact]
    public void A_getter_that_cannot_be_exact_names_the_one_that_can()
    {
        using ColumnBatch wide = Build(LogicalType.Decimal256(76, 0), builder => ((Decimal256ColumnBuilder)builder).Append(Decimal256.Parse("123456789012345678901234567890123456789012345"u8)));
        wide[0].Invoking(c => c.GetDecimal(0)).Should().Throw<QuarryException>().WithMessage("*GetDecimal256*");
        using ColumnBatch date = Build(LogicalType.Date32, builder => ((FixedColumnBuilder<int>)builder).Append(int.MaxValue));
        date[0].Invoking(c => c.GetDateOnly(0)).Should().Throw<QuarryException>().WithMessage("*GetString*");
        using ColumnBatch time = Build(LogicalType.Time64(TimeUnit.Microsecond), builder => ((FixedColumnBuilder<long>)builder).Append(86_400_000_000));
        time[0].Invoking(c => c.GetTimeOnly(0)).Should().Throw<QuarryException>();
        time[0].GetString(0).Should().StartWith("24:00:00");
        using ColumnBatch unsigned = Build(LogicalType.UInt64, builder => ((FixedColumnBuilder<ulong>)builder).Append(ulong.MaxValue));
        unsigned[0].Invoking(c => c.GetInt64(0)).Should().Throw<QuarryException>();
        unsigned[0].GetDecimal(0).Should().Be(ulong.MaxValue);
    }

    [Fact]
    public void Numeric_text_is_parsed_exactly_by_the_decimal_getters()
    {
        using ColumnBatch batch = Build(LogicalType.NumericText, builder => builder.AppendText("-12345678901234567890.123456789"u8));
        batch[0].GetDecimal128(0).ToString().Should().Be("-12345678901234567890.123456789");
        batch[0].GetDecimal(0).Should().Be(-12345678901234567890.123456789m);
    }

    [Fact]
    public void NULL_and_foreign_types_are_refused()
    {
        using ColumnBatch batch = Build(LogicalType.Int32, builder => builder.AppendNull());
        batch[0].Invoking(c => c.GetInt64(0)).Should().Throw<InvalidOperationException>().WithMessage("*NULL*");
        batch[0].Invoking(c => c.Values<long>().Length).Should().Throw<InvalidOperationException>().WithMessage("*int32*");
        batch[0].Invoking(c => c.IsNull(1)).Should().Throw<ArgumentOutOfRangeException>();
        batch.Invoking(b => b["d"]).Should().Throw<ArgumentException>().WithMessage("*\"c\"*");
    }

    private BatchBuilder Builder(LogicalType type, BatchLimits limits) => new(new([new() { Name = "c", Type = type }]), _memory, limits);

    private ColumnBatch Build(LogicalType type, long value) => Build(type, builder => ((FixedColumnBuilder<long>)builder).Append(value));

    private ColumnBatch Build(LogicalType type, Action<ColumnBuilder> append)
    {
        using BatchBuilder builder = Builder(type, BatchLimits.Default);
        append(builder.Columns[0]);
        builder.EndRow();
        return builder.Build();
    }
}
