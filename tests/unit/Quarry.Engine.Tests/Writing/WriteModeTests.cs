using Quarry.Contracts;
using Quarry.Engine.Tests.Fakes;

namespace Quarry.Engine.Tests.Writing;

public sealed class WriteModeTests
{
    private const string Create = "CREATE TABLE \"t\" (\"n\" BIGINT)";
    private const string Drop = "DROP TABLE IF EXISTS \"t\"";

    [Fact]
    public async Task Create_and_rows_are_one_transaction()
    {
        await using var target = new FakeTarget();
        (await target.WriteAsync(new() { Mode = WriteMode.Create }, 2, 3)).Should().Be(new WriteResult { Rows = 5, HasCreated = true });
        target.Sql.Should().Equal(Create);
        target.Calls.Should().Equal("begin", "write .t", "commit");
    }

    [Fact]
    public async Task Replace_drops_and_creates_in_the_same_transaction()
    {
        await using var target = new FakeTarget("other");
        (await target.WriteAsync(new() { Mode = WriteMode.Replace }, 1)).HasCreated.Should().BeTrue();
        target.Sql.Should().Equal(Drop, Create);
        target.Calls.Should().Equal("begin", "write .t", "commit");
    }

    [Fact]
    public async Task Append_is_the_drivers_own_write()
    {
        await using var target = new FakeTarget("n");
        (await target.WriteAsync(WriteOptions.Default, 2)).Should().Be(new WriteResult { Rows = 2, HasCreated = false });
        target.Sql.Should().BeEmpty();
        target.Calls.Should().Equal("write .t");
    }

    [Fact]
    public async Task Create_append_creates_what_is_missing_only()
    {
        await using var missing = new FakeTarget();
        (await missing.WriteAsync(new() { Mode = WriteMode.CreateAppend }, 1)).HasCreated.Should().BeTrue();
        missing.Sql.Should().Equal(Create);
        await using var existing = new FakeTarget("n");
        (await existing.WriteAsync(new() { Mode = WriteMode.CreateAppend }, 1)).HasCreated.Should().BeFalse();
        existing.Sql.Should().BeEmpty();
    }

    [Fact]
    public async Task A_table_that_exists_is_not_created()
    {
        await using var target = new FakeTarget("n");
        QuarryException error = await target.FailAsync(new() { Mode = WriteMode.Create }, 1);
        error.Code.Should().Be(ErrorCodes.TableExists);
        error.Message.Should().Contain("\"t\" exists").And.Contain("WriteMode.Append").And.Contain("WriteMode.Replace");
        error.RowsCommitted.Should().Be(0);
        target.Calls.Should().BeEmpty();
    }

    [Fact]
    public async Task A_table_that_is_missing_is_not_added_to()
    {
        await using var target = new FakeTarget();
        QuarryException error = await target.FailAsync(WriteOptions.Default, 1);
        error.Code.Should().Be(ErrorCodes.TableMissing);
        error.Message.Should().Contain("\"t\" does not exist").And.Contain("WriteMode.CreateAppend");
        target.Calls.Should().BeEmpty();
    }

    [Theory]
    [InlineData(WriteMode.Create, "42P07", ErrorCodes.TableExists)]
    [InlineData(WriteMode.Append, "42S02", ErrorCodes.TableMissing)]
    public async Task Without_a_catalog_the_servers_error_tells(WriteMode mode, string state, int code)
    {
        await using var target = new FakeTarget();
        target.Fake.Driver.FindTable = null;
        target.Fake.Driver.OnWrite = (_, _) => throw new QuarryException(ErrorKind.Server, 1, "no", state, null);
        QuarryException error = await target.FailAsync(new() { Mode = mode }, 1);
        error.Code.Should().Be(code);
        error.InnerException.Should().BeOfType<QuarryException>().Which.SqlState.Should().Be(state);
    }

    [Fact]
    public async Task Create_append_without_a_catalog_is_refused()
    {
        await using var target = new FakeTarget();
        target.Fake.Driver.Capabilities = target.Fake.Driver.Capabilities with { Catalog = Capability.NotOffered };
        (await target.FailAsync(new() { Mode = WriteMode.CreateAppend }, 1)).Code.Should().Be(ErrorCodes.NotOffered);
        target.Calls.Should().BeEmpty();
    }

    [Fact]
    public async Task A_type_without_a_native_one_is_told_before_anything_is_dropped()
    {
        await using var target = new FakeTarget("n");
        var schema = new Schema([new() { Name = "odd", Type = LogicalType.Uuid }]);
        Exception error = await target.FailAsync(new() { Mode = WriteMode.Replace }, BatchSource.Of(schema, target.BatchesAsync(schema, [1], null)));
        error.Should().BeOfType<QuarryException>().Which.Message.Should().Contain("\"odd\"");
        target.Sql.Should().BeEmpty();
        target.Calls.Should().BeEmpty();
    }

    [Fact]
    public async Task What_was_known_of_tables_is_old_when_one_was_created()
    {
        await using var target = new FakeTarget();
        await target.Fake.Source.Metadata.GetTablesAsync();
        await target.Fake.Source.Metadata.GetTablesAsync();
        target.Asked.Should().Equal("catalog Tables");
        await target.WriteAsync(new() { Mode = WriteMode.Create }, 1);
        await target.Fake.Source.Metadata.GetTablesAsync();
        target.Asked.Should().Equal("catalog Tables", "catalog find", "catalog Tables");
    }

    [Fact]
    public async Task A_database_without_bulk_write_is_told()
    {
        await using var target = new FakeTarget("n");
        target.Fake.Driver.Capabilities = target.Fake.Driver.Capabilities with { BulkWrite = Capability.NotOffered };
        (await target.FailAsync(WriteOptions.Default, 1)).Message.Should().Contain(nameof(DriverCapabilities.BulkWrite));
    }
}
