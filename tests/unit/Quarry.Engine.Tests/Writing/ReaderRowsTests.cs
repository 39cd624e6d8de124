using System.Data;
using Quarry.Contracts;

namespace Quarry.Engine.Tests.Writing;

public sealed class ReaderRowsTests : IDisposable
{
    private readonly Batches _batches = new();

    public void Dispose() => _batches.Dispose();

    [Fact]
    public async Task Columns_have_the_readers_types_and_nulls()
    {
        using DataTable table = Table(("id", typeof(int)), ("name", typeof(string)), ("price", typeof(decimal)), ("at", typeof(DateTime)), ("there", typeof(DateTimeOffset)), ("bytes", typeof(byte[])));
        table.Columns[0].AllowDBNull = false;
        table.Rows.Add(1, "é", 1.50m, new DateTime(2024, 1, 2), new DateTimeOffset(2024, 1, 1, 0, 0, 0, TimeSpan.FromHours(-3)), new byte[] { 1, 2 });
        table.Rows.Add(2, DBNull.Value, DBNull.Value, DBNull.Value, DBNull.Value, DBNull.Value);
        using DataTableReader reader = table.CreateDataReader();
        (Schema schema, List<object?[]> rows, _) = await _batches.ReadAsync(BatchSource.Of(reader, _batches.Memory, RowOptions.Default));
        schema.Columns.Select(column => $"{column.Name} {column.Type} {column.IsNullable}").Should().Equal(
            "id int32 False", "name utf8 True", "price utf8(numeric) True", "at timestamp[us] True", "there timestamp_offset[us] True", "bytes binary True");
        rows[0][..3].Should().Equal(1, "é", "1.50");
        rows[1].Should().Equal(2, null, null, null, null, null);
        reader.IsClosed.Should().BeFalse("it is the caller's");
    }

    [Theory]
    [InlineData(typeof(decimal), "numeric", 10, 2, "decimal128(10,2)")]
    [InlineData(typeof(decimal), "numeric", 38, 0, "decimal128(38,0)")]
    [InlineData(typeof(decimal), "numeric", 40, 10, "decimal256(40,10)")]
    [InlineData(typeof(decimal), "money", 255, 255, "utf8(numeric)")]
    [InlineData(typeof(decimal), "numeric", 0, 0, "utf8(numeric)")]
    [InlineData(typeof(decimal), "numeric", 5, 9, "utf8(numeric)")]
    [InlineData(typeof(int), "integer", 10, 0, "int32")]
    [InlineData(typeof(DateTime), "timestamp with time zone", null, null, "timestamp[us,UTC]")]
    [InlineData(typeof(DateTime), "timestamptz", null, null, "timestamp[us,UTC]")]
    [InlineData(typeof(DateTime), "datetime2", null, null, "timestamp[us]")]
    [InlineData(typeof(TimeSpan), "time", null, null, "time64[us]")]
    [InlineData(typeof(TimeSpan), "interval", null, null, "interval")]
    public async Task Facts_of_the_schema_table_and_the_name_of_the_type_count(Type type, string name, int? precision, int? scale, string expected)
    {
        using DataTable table = Table(("x", type));
        (Schema schema, _, _) = await _batches.ReadAsync(BatchSource.Of(FactsReader.Over(table, name, precision, scale), _batches.Memory, RowOptions.Default));
        schema.Columns[0].Type.ToString().Should().Be(expected);
    }

    [Fact]
    public async Task A_reader_without_a_schema_table_has_its_clr_types()
    {
        using DataTable table = Table(("x", typeof(decimal)));
        table.Rows.Add(1.25m);
        IDataReader reader = FactsReader.Over(table, "numeric", null, null, hasFacts: false);
        (Schema schema, List<object?[]> rows, _) = await _batches.ReadAsync(BatchSource.Of(reader, _batches.Memory, RowOptions.Default));
        (schema.Columns[0].Type.ToString(), rows[0][0]).Should().Be(("utf8(numeric)", "1.25"));
    }

    [Fact]
    public async Task A_value_that_does_not_fit_is_told_with_row_and_column()
    {
        using DataTable table = Table(("x", typeof(decimal)));
        table.Rows.Add(1.25m);
        table.Rows.Add(1.255m);
        QuarryException error = await _batches.FailAsync(() => BatchSource.Of(FactsReader.Over(table, "numeric", 4, 2), _batches.Memory, RowOptions.Default));
        (error.Kind, error.Code).Should().Be((ErrorKind.User, 5941));
        error.Message.Should().StartWith("Row 2, column \"x\": ").And.Contain("decimal128(4,2)");

        IDataReader overflowing = FactsReader.Over(table, "numeric", null, null, failAt: 2);
        QuarryException unreadable = await _batches.FailAsync(() => BatchSource.Of(overflowing, _batches.Memory, new() { Limits = new() { Rows = 1 } }));
        unreadable.Message.Should().StartWith("Row 2, column \"x\": the reader cannot give its value: ");
        unreadable.InnerException.Should().BeOfType<OverflowException>();
    }

    [Fact]
    public async Task A_null_where_the_reader_says_there_is_none_is_an_error()
    {
        using DataTable table = Table(("x", typeof(int)));
        table.Rows.Add(DBNull.Value);
        QuarryException error = await _batches.FailAsync(() => BatchSource.Of(FactsReader.Over(table, "int", null, null, isNullable: false), _batches.Memory, RowOptions.Default));
        error.Message.Should().StartWith("Row 1, column \"x\": NULL, although");
    }

    [Fact]
    public async Task A_column_without_a_type_needs_one_by_name()
    {
        using DataTable table = Table(("id", typeof(int)), ("x", typeof(object)));
        table.Rows.Add(1, 5L);
        Func<BatchSource> source = () => BatchSource.Of(table.CreateDataReader(), _batches.Memory, RowOptions.Default);
        QuarryException error = source.Should().Throw<QuarryException>().Which;
        error.Code.Should().Be(5942);
        error.Message.Should().StartWith("Column \"x\" has the type Object").And.Contain("RowOptions.Types");
        var options = new RowOptions { Types = new Dictionary<string, LogicalType> { ["x"] = LogicalType.Int16 } };
        (await _batches.ReadAsync(BatchSource.Of(table.CreateDataReader(), _batches.Memory, options))).Rows[0].Should().Equal(1, (short)5);
    }

    [Fact]
    public async Task Batches_are_bounded_and_no_rows_are_no_batches()
    {
        using DataTable table = Table(("id", typeof(int)));
        for (int i = 0; i < 25; i++)
        {
            table.Rows.Add(i);
        }

        (_, List<object?[]> rows, List<int> sizes) = await _batches.ReadAsync(BatchSource.Of(table.CreateDataReader(), _batches.Memory, new() { Limits = new() { Rows = 10 } }));
        sizes.Should().Equal(10, 10, 5);
        rows.Select(row => (int)row[0]!).Should().Equal(Enumerable.Range(0, 25));
        table.Clear();
        (await _batches.ReadAsync(BatchSource.Of(table.CreateDataReader(), _batches.Memory, RowOptions.Default))).Sizes.Should().BeEmpty();
    }

    private static DataTable Table(params (string Name, Type Type)[] columns)
    {
        var table = new DataTable();
        foreach ((string name, Type type) in columns)
        {
            table.Columns.Add(name, type);
        }

        return table;
    }
}
