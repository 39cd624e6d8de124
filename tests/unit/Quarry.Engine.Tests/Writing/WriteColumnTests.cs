using Quarry.Contracts;
using Quarry.Engine.Tests.Fakes;

namespace Quarry.Engine.Tests.Writing;

public sealed class WriteColumnTests
{
    [Theory]
    [InlineData("n", "n a")]
    [InlineData("n a", "a n key%")]
    public async Task A_narrower_source_in_any_order_is_written(string source, string table)
    {
        await using var target = new FakeTarget(table.Split(' '));
        Schema schema = Of(source);
        (await target.Fake.Source.WriteAsync(target.Table, BatchSource.Of(schema, target.BatchesAsync(schema, [2], null)), WriteOptions.Default, default)).Rows.Should().Be(2);
    }

    [Theory]
    [InlineData("n x y", "n a", "the table has no column \"x\", \"y\"", "columns are \"n\", \"a\"")]
    [InlineData("n", "n a! b!", "the source has no column \"a\", \"b\"", "NOT NULL")]
    [InlineData("n x", "n a!", "no column \"x\"; the source has no column \"a\"", "\"t\"")]
    [InlineData("n n m m", "n m", "\"n\" and \"n\" mean the same column; \"m\" and \"m\"", "name of its own")]
    [InlineData("n _", "n", "column 2 has no name", "\"t\"")]
    [InlineData("N", "n", "no column \"N\"", "\"n\"")]
    public async Task What_does_not_fit_is_named_before_anything_is_written(string source, string table, string cause, string also)
    {
        await using var target = new FakeTarget(table.Split(' '));
        Schema schema = Of(source);
        Exception error = await target.FailAsync(WriteOptions.Default, BatchSource.Of(schema, target.BatchesAsync(schema, [2], null)));
        error.Should().BeOfType<QuarryException>().Which.Code.Should().Be(ErrorCodes.ColumnsDoNotFit);
        error.Message.Should().Contain(cause).And.Contain(also);
        target.Calls.Should().BeEmpty();
    }

    [Fact]
    public async Task A_batch_of_other_columns_ends_the_write()
    {
        await using var target = new FakeTarget();
        async IAsyncEnumerable<ColumnBatch> MixedAsync()
        {
            await foreach (ColumnBatch batch in target.BatchesAsync(FakeTarget.Numbers, [2], null))
            {
                yield return batch;
            }

            await foreach (ColumnBatch batch in target.BatchesAsync(Of("m"), [2], null))
            {
                yield return batch;
            }
        }

        Exception error = await target.FailAsync(new() { Mode = WriteMode.Create }, BatchSource.Of(FakeTarget.Numbers, MixedAsync()));
        error.Should().BeOfType<QuarryException>().Which.Code.Should().Be(ErrorCodes.BatchOfOtherColumns);
        error.Message.Should().Contain("row 3").And.Contain("\"m\"").And.Contain("\"n\"");
        target.Calls.Should().Equal("begin", "write .t", "rollback");
    }

    private static Schema Of(string names) => new([.. names.Split(' ').Select(static name => new ColumnSchema { Name = name.Trim('_'), Type = LogicalType.Int64 })]);
}
