using System.Numerics;
using System.Text.Json;
using Quarry.Contracts;

namespace Quarry.Engine.Tests.Writing;

public sealed class ObjectRowsTests : IDisposable
{
    private readonly Batches _batches = new();

    public void Dispose() => _batches.Dispose();

    [Fact]
    public async Task Properties_are_columns_in_their_order_with_exact_values()
    {
        var first = new Every
        {
            Flag = true,
            Tiny = -1,
            Number = 7,
            Big = ulong.MaxValue,
            Ratio = 0.1,
            Price = 12.340m,
            Huge = BigInteger.Pow(10, 50),
            Wide = Int128.MaxValue,
            Day = new(1970, 1, 2),
            Clock = new(0, 0, 1),
            At = new(1970, 1, 1, 0, 0, 2),
            There = new(1970, 1, 1, 1, 0, 0, TimeSpan.FromHours(1)),
            Lasts = TimeSpan.FromSeconds(3),
            Name = "é😀",
            Bytes = [0, 255],
            Id = new("00112233-4455-6677-8899-aabbccddeeff"),
            Document = JsonDocument.Parse("[1]").RootElement,
            Size = DayOfWeek.Friday,
            Scores = [1, null],
        };
        (Schema schema, List<object?[]> rows, _) = await _batches.ReadAsync(BatchSource.Of([first, new Every { Document = first.Document }], _batches.Memory, RowOptions.Default));

        schema.Columns.Select(column => $"{column.Name} {column.Type}{(column.IsNullable ? "" : " not null")}").Should().Equal(
            "Flag boolean", "Tiny int8 not null", "Number int32", "Big uint64 not null", "Ratio float64 not null", "Price utf8(numeric)", "Huge utf8(numeric) not null",
            "Wide decimal256(39,0) not null", "Day date32", "Clock time64[us] not null", "At timestamp[us]", "There timestamp_offset[us] not null", "Lasts interval not null",
            "Name utf8", "Bytes binary", "Id uuid not null", "Document json not null", "Size int32 not null", "Scores list<int32>");
        object?[] one = rows[0];
        one[..5].Should().Equal(true, (sbyte)-1, 7, ulong.MaxValue, 0.1);
        (one[5], one[6], one[13], one[16], one[17]).Should().Be(("12.340", BigInteger.Pow(10, 50).ToString(), "é😀", "[1]", 5));
        one[7]!.ToString().Should().Be(Int128.MaxValue.ToString());
        one[15].Should().Be(first.Id);
        one[14].Should().BeEquivalentTo(first.Bytes);
        rows[1].Select((value, index) => (value, index)).Where(cell => cell.value is null).Select(cell => schema.Columns[cell.index].Name)
            .Should().Equal("Flag", "Number", "Price", "Day", "At", "Name", "Bytes", "Scores");
    }

    [Fact]
    public async Task Times_keep_their_zone_and_offset()
    {
        var rows = new[] { new { At = new DateTime(2024, 1, 1, 0, 0, 0, DateTimeKind.Utc), There = new DateTimeOffset(2024, 1, 1, 2, 0, 0, TimeSpan.FromHours(2)) } };
        var options = new RowOptions { Types = new Dictionary<string, LogicalType> { ["At"] = LogicalType.TimestampUtc(TimeUnit.Second) } };
        long midnight = new DateTimeOffset(2024, 1, 1, 0, 0, 0, TimeSpan.Zero).ToUnixTimeSeconds();
        await _batches.ReadAsync(BatchSource.Of(rows, _batches.Memory, options), batch =>
        {
            batch[0].Values<long>()[0].Should().Be(midnight);
            batch[1].GetTimestampOffset(0).Should().Be(new TimestampOffset(midnight * 1_000_000, 120));
        });
    }

    [Fact]
    public async Task Types_that_are_named_are_taken_if_values_fit_exactly()
    {
        var options = new RowOptions { Types = new Dictionary<string, LogicalType> { ["Price"] = LogicalType.Decimal(5, 2), ["Any"] = LogicalType.Int64 } };
        var rows = new[] { new { Price = 1.5m, Any = (object?)1 }, new { Price = 999.99m, Any = (object?)null }, new { Price = 1.005m, Any = (object?)2L } };
        (Schema schema, List<object?[]> read, _) = await _batches.ReadAsync(BatchSource.Of(rows[..2], _batches.Memory, options));
        schema.Columns.Select(column => column.Type.ToString()).Should().Equal("decimal128(5,2)", "int64");
        read.Select(row => (row[0]!.ToString(), row[1])).Should().Equal(("1.50", 1L), ("999.99", null));
        QuarryException error = await _batches.FailAsync(() => BatchSource.Of(rows, _batches.Memory, options));
        (error.Kind, error.Code).Should().Be((ErrorKind.User, 5941));
        error.Message.Should().Be("Row 3, column \"Price\": its value, a Decimal, is not exactly a value of decimal128(5,2). Pass one that is, or give the column another type.");
    }

    [Fact]
    public async Task Rows_are_numbered_over_all_batches()
    {
        IEnumerable<object> Rows() => Enumerable.Range(1, 50).Select(i => (object)i);
        var rows = Rows().Select(i => new { At = new DateTime(2024, 1, 1).AddTicks((int)i == 33 ? 1 : 0) });
        QuarryException error = await _batches.FailAsync(() => BatchSource.Of(rows, _batches.Memory, new() { Limits = new() { Rows = 10 } }));
        error.Code.Should().Be(5941);
        error.Message.Should().StartWith("Row 33, column \"At\": ");
        QuarryException text = await _batches.FailAsync(() => BatchSource.Of(new[] { new { Name = "a" }, new { Name = "\uD800" } }, _batches.Memory, RowOptions.Default));
        text.Message.Should().StartWith("Row 2, column \"Name\": its text holds a surrogate");
        QuarryException list = await _batches.FailAsync(() => BatchSource.Of(new[] { new { Days = new List<DateTime> { DateTime.UtcNow } } }, _batches.Memory, RowOptions.Default));
        list.Message.Should().StartWith("Row 1, column \"Days\": ");
    }

    [Fact]
    public async Task Batches_are_bounded_and_one_is_in_memory_at_a_time()
    {
        int made = 0;
        IEnumerable<Row> Rows()
        {
            for (; made < 100_000; made++)
            {
                yield return new() { Id = made, Name = "some text" };
            }
        }

        long most = 0;
        int ahead = 0;
        long seen = 0;
        (_, List<object?[]> rows, List<int> sizes) = await _batches.ReadAsync(BatchSource.Of(Rows(), _batches.Memory, new() { Limits = new() { Rows = 1000 } }), batch =>
        {
            most = Math.Max(most, _batches.Memory.Statistics.RentedBytes);
            seen += batch.Rows;
            ahead = Math.Max(ahead, made - (int)seen);
        });
        (rows.Count, sizes.Count, sizes.Max()).Should().Be((100_000, 100, 1000));
        ahead.Should().BeLessThanOrEqualTo(1);
        most.Should().BeLessThan(1 << 18);
        rows[99_999].Should().Equal(99_999, "some text");

        (_, _, List<int> byBytes) = await _batches.ReadAsync(BatchSource.Of(Enumerable.Range(0, 100).Select(i => new { Text = new string('x', 1000) }), _batches.Memory, new() { Limits = new() { Bytes = 10_000 } }));
        byBytes.Should().HaveCountGreaterThanOrEqualTo(10);
    }

    [Fact]
    public async Task No_rows_are_no_batches_and_still_columns()
    {
        (Schema schema, List<object?[]> rows, _) = await _batches.ReadAsync(BatchSource.Of(Array.Empty<Row>(), _batches.Memory, RowOptions.Default));
        schema.Columns.Select(column => column.Name).Should().Equal("Id", "Name");
        rows.Should().BeEmpty();
    }

    [Fact]
    public async Task A_source_is_read_once()
    {
        await using BatchSource source = BatchSource.Of(new[] { new Row() }, _batches.Memory, RowOptions.Default);
        Func<Task> read = async () =>
        {
            await foreach (ColumnBatch batch in source.ReadAsync(default))
            {
                batch.Rows.Should().Be(1);
            }
        };
        await read();
        await read.Should().ThrowAsync<InvalidOperationException>().WithMessage("*read once*");
    }

    [Fact]
    public async Task A_cancelled_read_ends()
    {
        using var cancel = new CancellationTokenSource();
        await using BatchSource source = BatchSource.Of(Enumerable.Range(0, 10).Select(id => new Row { Id = id }), _batches.Memory, new() { Limits = new() { Rows = 1 } });
        int rows = 0;
        Func<Task> read = async () =>
        {
            await foreach (ColumnBatch batch in source.ReadAsync(cancel.Token))
            {
                rows += batch.Rows;
                await cancel.CancelAsync();
            }
        };
        await read.Should().ThrowAsync<OperationCanceledException>();
        rows.Should().Be(1);
    }

    [Fact]
    public void What_has_no_columns_or_types_is_told_by_name()
    {
        Of(new[] { new { Good = 1, Bad = new object() } }).Should().Throw<QuarryException>().Which.Message.Should().StartWith("Column \"Bad\" has the type Object");
        Of(new[] { new { Bad = new Dictionary<string, int>() } }).Should().Throw<QuarryException>().Which.Message.Should().StartWith("Column \"Bad\" has the type Dictionary<String, Int32>");
        Of(new[] { new { Bad = new List<int[]>() } }).Should().Throw<QuarryException>().Which.Message.Should().StartWith("Column \"Bad\" has the type List<Int32[]>");
        Of(new[] { "text" }).Should().Throw<QuarryException>().Which.Message.Should().StartWith("A String has no public readable properties");
        Of(new[] { 1 }).Should().Throw<QuarryException>().Which.Code.Should().Be(5942);
        Of(new[] { new Row() }, ("id", LogicalType.Int64)).Should().Throw<QuarryException>().Which.Message.Should().Be(
            "RowOptions.Types names \"id\", but the columns are \"Id\", \"Name\". Names are compared exactly.");
    }

    private Func<BatchSource> Of<T>(IEnumerable<T> rows, params (string Name, LogicalType Type)[] types)
        => () => BatchSource.Of(rows, _batches.Memory, new() { Types = types.ToDictionary(type => type.Name, type => type.Type) });

    private sealed class Row
    {
        public int Id { get; init; }
        public string? Name { get; init; }
        public string Hidden { private get; init; } = "";
    }

    private sealed record Every
    {
        public bool? Flag { get; init; }
        public sbyte Tiny { get; init; }
        public int? Number { get; init; }
        public ulong Big { get; init; }
        public double Ratio { get; init; }
        public decimal? Price { get; init; }
        public BigInteger Huge { get; init; }
        public Int128 Wide { get; init; }
        public DateOnly? Day { get; init; }
        public TimeOnly Clock { get; init; }
        public DateTime? At { get; init; }
        public DateTimeOffset There { get; init; }
        public TimeSpan Lasts { get; init; }
        public string? Name { get; init; }
        public byte[]? Bytes { get; init; }
        public Guid Id { get; init; }
        public JsonElement Document { get; init; }
        public DayOfWeek Size { get; init; }
        public int?[]? Scores { get; init; }
    }
}
