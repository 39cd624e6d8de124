using CsCheck;
using Quarry.Contracts;
using Quarry.Plugins.Sqlite.Tests.Support;

namespace Quarry.Plugins.Sqlite.Tests;

/// <summary>What is written, by parameters or in bulk, into a table that the driver declares reads back as the same type and the same values.</summary>
public sealed class RoundTripTests
{
    [Fact]
    public async Task Bulk_written_values_of_every_type_read_back()
        => await RandomValues.Columns.SampleAsync(async column => await CheckAsync(column.Type, column.Values, bulk: true), iter: 400);

    [Fact]
    public async Task Parameters_of_every_type_read_back()
        => await RandomValues.Columns.SampleAsync(async column => await CheckAsync(column.Type, column.Values, bulk: false), iter: 400);

    [Fact]
    public async Task Parameters_pass_an_expression_unchanged()
        => await Gen.OneOf(Gen.Long.Select(value => (LogicalType.Int64, (object)value)), Gen.Double.Where(value => !double.IsNaN(value)).Select(value => (LogicalType.Float64, (object)value)),
                Gen.String.AlphaNumeric.Select(value => (LogicalType.Utf8, (object)value)))
            .SampleAsync(async pair =>
            {
                await using TestSession db = await TestSession.OpenAsync();
                (await db.ScalarAsync("SELECT ?1", new Parameter(pair.Item1, pair.Item2))).Should().Be(pair.Item2);
            }, iter: 50);

    private static async Task CheckAsync(LogicalType type, object?[] values, bool bulk)
    {
        await using TestSession db = await TestSession.OpenAsync();
        var schema = new Schema([new() { Name = "a \"c\"", Type = type }]);
        var table = new TableName { Name = "t", Schema = "main" };
        await db.RunAsync(db.Driver.Dialect.CreateTable(table, schema, db.Driver.Types));
        if (bulk)
        {
            ColumnBatch batch = Batches.Build(db.Host.Counting, schema, [.. values.Select(value => new[] { value })]);
            (await db.Session.WriteAsync(new() { Table = table, Schema = schema }, Batches.StreamAsync(batch), default)).Should().Be(values.Length);
        }
        else
        {
            await using PreparedStatement insert = await db.Session.PrepareAsync(TestSession.Plan("INSERT INTO t VALUES (?1)", 1), default);
            foreach (object? value in values)
            {
                await using ResultReader reader = await insert.ExecuteAsync([new(type, value)], default);
            }
        }

        Table read = await db.QueryAsync("SELECT * FROM t ORDER BY rowid");
        read.Type(0).Should().Be(type);
        read.Rows.Should().HaveCount(values.Length);
        for (int i = 0; i < values.Length; i++)
        {
            object? actual = read.Rows[i][0];
            bool same = actual is byte[] bytes && values[i] is byte[] expected ? bytes.AsSpan().SequenceEqual(expected)
                : actual is double number && values[i] is double written ? BitConverter.DoubleToInt64Bits(number) == BitConverter.DoubleToInt64Bits(written)
                : Equals(actual, values[i]);
            same.Should().BeTrue("{0} of {1} came back as {2}", values[i], type, actual);
        }
    }
}
