using Quarry.Contracts;
using Quarry.Engine.Tests.Fakes;

namespace Quarry.Engine.Tests;

public sealed class MetadataTests
{
    private const string ColumnNames = "schema_name table_name column_name position# type_name is_nullable# default_sql type_code# precision# scale#";
    private const string KeyNames = "schema_name table_name key_name column_name position#";

    [Fact]
    public async Task Names_of_catalogs_and_schemas()
    {
        await using FakeSource fake = Open(new() { ["catalog Catalogs"] = new("catalog_name", ["one"], ["two"]), ["catalog Schemas"] = new("schema_name", ["s"]) });
        (await fake.Source.Metadata.GetCatalogsAsync()).Should().Equal("one", "two");
        (await fake.Source.Metadata.GetSchemasAsync()).Should().Equal("s");
    }

    [Fact]
    public async Task Tables_by_their_filter()
    {
        await using FakeSource fake = Open(new() { ["catalog Tables"] = new("schema_name table_name table_kind", ["s", "t", "view"]) });
        (await fake.Source.Metadata.GetTablesAsync("s", "t")).Should().Equal(new TableInfo { Schema = "s", Name = "t", Kind = "view" });
        fake.Session.LastParameters.Select(parameter => parameter.Value).Should().Equal("s", "t");
        await fake.Source.Metadata.GetTablesAsync();
        fake.Session.LastParameters.Select(parameter => parameter.Value).Should().Equal([null, null]);
    }

    [Fact]
    public async Task Columns_stand_by_their_position_with_the_type_of_the_drivers_map()
    {
        await using FakeSource fake = Open(new()
        {
            ["catalog Columns"] = new(ColumnNames, ["s", "t", "b", 2, "text", 1, "'x'", 0, 0, 0], ["s", "t", "a", 1, "dec(9,2)", 0, null, 7, 9, 2]),
        });
        IReadOnlyList<ColumnInfo> columns = await fake.Source.Metadata.GetColumnsAsync();
        columns.Should().Equal(
            new ColumnInfo { Schema = "s", Table = "t", Name = "a", Position = 1, NativeType = "dec(9,2)", Type = LogicalType.Decimal128(9, 2), IsNullable = false, Default = null },
            new ColumnInfo { Schema = "s", Table = "t", Name = "b", Position = 2, NativeType = "text", Type = LogicalType.Utf8, IsNullable = true, Default = "'x'" });
    }

    [Fact]
    public async Task Keys_and_indexes_gather_their_columns()
    {
        await using FakeSource fake = Open(new()
        {
            ["catalog PrimaryKeys"] = new(KeyNames, ["s", "t", "pk", "b", 2], ["s", "u", "pk", "c", 1], ["s", "t", "pk", "a", 1]),
            ["catalog ForeignKeys"] = new(KeyNames + " referenced_schema referenced_table referenced_column",
                ["s", "t", "fk", "b", 2, "r", "x", null], ["s", "t", "fk", "a", 1, "r", "x", "k"]),
            ["catalog Indexes"] = new("schema_name table_name index_name is_unique# column_name position#", ["s", "t", "ix", 1, "a", 1], ["s", "t", "ix", 1, null, 2]),
        });
        SourceMetadata metadata = fake.Source.Metadata;
        (await metadata.GetPrimaryKeysAsync()).Should().BeEquivalentTo(
            [new { Table = "t", Name = "pk", Columns = new[] { "a", "b" } }, new { Table = "u", Name = "pk", Columns = new[] { "c" } }], options => options.WithStrictOrdering());
        (await metadata.GetForeignKeysAsync()).Should().ContainSingle().Which.Should().BeEquivalentTo(
            new { Columns = new[] { "a", "b" }, ReferencedSchema = "r", ReferencedTable = "x", ReferencedColumns = new[] { "k", null } }, options => options.WithStrictOrdering());
        (await metadata.GetIndexesAsync()).Should().ContainSingle().Which.Should().BeEquivalentTo(
            new { Name = "ix", IsUnique = true, Columns = new[] { "a", null } }, options => options.WithStrictOrdering());
    }

    [Fact]
    public async Task What_is_not_known_of_a_size_is_null()
    {
        await using FakeSource fake = Open(new() { ["catalog Statistics"] = new("schema_name table_name row_estimate# bytes index_bytes#", ["s", "t", 5, null, null]) });
        (await fake.Source.Metadata.GetStatisticsAsync()).Should().Equal(
            new TableStatistics { Schema = "s", Table = "t", RowEstimate = 5, Bytes = null, IndexBytes = null });
    }

    [Fact]
    public async Task Numbers_of_a_database_without_integers_are_decimals()
    {
        await using FakeSource fake = Open(new() { ["catalog Statistics"] = new("schema_name table_name row_estimate## bytes## index_bytes##", ["s", "t", "9000000000", "0", null]) });
        (await fake.Source.Metadata.GetStatisticsAsync()).Should().Equal(
            new TableStatistics { Schema = "s", Table = "t", RowEstimate = 9_000_000_000, Bytes = 0, IndexBytes = null });
        await using FakeSource large = Open(new() { ["catalog Statistics"] = new("schema_name table_name row_estimate## bytes## index_bytes##", ["s", "t", "99999999999999999999", "0", null]) });
        (await FailAsync(() => large.Source.Metadata.GetStatisticsAsync())).Message.Should().Contain("row_estimate").And.Contain("64 bits");
    }

    [Theory]
    [InlineData("table_name", "column \"schema_name\" has the name \"table_name\"")]
    [InlineData("schema_name table_name", "column \"table_kind\" is missing")]
    [InlineData("schema_name table_name table_kind#", "column \"table_kind\" is of type int64, not text")]
    [InlineData("schema_name table_name table_kind NULL", "column \"table_kind\" is NULL")]
    public async Task A_wrong_answer_is_the_plugins_defect(string columns, string expected)
    {
        string[] names = [.. columns.Split(' ').Where(name => name != "NULL")];
        object?[] row = [.. names.Select(name => name.EndsWith('#') ? (object)1 : "x")];
        row[^1] = columns.EndsWith("NULL", StringComparison.Ordinal) ? null : row[^1];
        await using FakeSource fake = Open(new() { ["catalog Tables"] = new(string.Join(' ', names), row) });
        QuarryException error = await FailAsync(() => fake.Source.Metadata.GetTablesAsync());
        error.Kind.Should().Be(ErrorKind.Internal);
        error.Code.Should().Be(ErrorCodes.BadCatalog);
        error.Message.Should().Contain("\"fake\"").And.Contain("set Tables").And.Contain(expected);
    }

    [Theory]
    [InlineData(0, 1, "\"position\" holds 0")]
    [InlineData(1, 2, "\"is_nullable\" holds 2")]
    public async Task A_number_beyond_its_limits_is_the_plugins_defect(int position, int nullable, string expected)
    {
        await using FakeSource fake = Open(new() { ["catalog Columns"] = new(ColumnNames, ["s", "t", "a", position, "x", nullable, null, 0, 0, 0]) });
        (await FailAsync(() => fake.Source.Metadata.GetColumnsAsync())).Message.Should().Contain(expected);
    }

    [Fact]
    public async Task Columns_that_a_later_contract_adds_are_passed_over()
    {
        await using FakeSource fake = Open(new() { ["catalog Schemas"] = new("schema_name owner", ["s", null]) });
        (await fake.Source.Metadata.GetSchemasAsync()).Should().Equal("s");
    }

    [Fact]
    public async Task A_server_without_a_catalog_refuses_with_its_reason()
    {
        await using FakeSource fake = Open([]);
        fake.Driver.Capabilities = fake.Driver.Capabilities with { Catalog = Capability.No("it is a file of lines", "") };
        QuarryException error = await FailAsync(() => fake.Source.Metadata.GetForeignKeysAsync());
        error.Kind.Should().Be(ErrorKind.User);
        error.Code.Should().Be(ErrorCodes.NotOffered);
        error.Message.Should().Be("FakeServer does not offer foreign keys as metadata through driver \"fake\" (capability Catalog): it is a file of lines. Read the database's own catalog by a query.");
        fake.Session.Calls.Should().NotContain("execute");
    }

    [Fact]
    public async Task A_set_without_a_query_is_refused_alone()
    {
        await using FakeSource fake = Open(new() { ["catalog Schemas"] = new("schema_name", ["s"]) });
        fake.Driver.OnCatalog = set => set == CatalogSet.Schemas ? "catalog Schemas" : null;
        (await FailAsync(() => fake.Source.Metadata.GetStatisticsAsync())).Message.Should().Contain("its dialect has no query for the set Statistics");
        (await fake.Source.Metadata.GetSchemasAsync()).Should().Equal("s");
    }

    [Fact]
    public async Task A_private_exception_of_the_plugin_does_not_cross()
    {
        await using FakeSource fake = Open([]);
        fake.Driver.OnCatalog = _ => throw new PrivateException("secret of the plugin");
        (await FailAsync(() => fake.Source.Metadata.GetSchemasAsync())).Kind.Should().Be(ErrorKind.Internal);
    }

    internal static FakeSource Open(Dictionary<string, FakeTable> answers, SourceOptions? options = null)
    {
        var fake = new FakeSource(options: options);
        fake.Driver.Capabilities = fake.Driver.Capabilities with { Catalog = Capability.Yes("") };
        fake.Driver.Script = plan => [answers.TryGetValue(plan.Sql, out FakeTable? table) ? new() { Batches = 1, Table = table } : new() { HasColumns = false }];
        return fake;
    }

    private static async Task<QuarryException> FailAsync<T>(Func<ValueTask<T>> read)
        => (await FluentActions.Awaiting(async () => await read()).Should().ThrowAsync<QuarryException>()).Which;
}
