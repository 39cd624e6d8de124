using System.Globalization;
using Quarry.Contracts;
using Quarry.Engine;
using Quarry.PostgreSql.ServerTests.Engine;

namespace Quarry.PostgreSql.ServerTests.Partitions;

/// <summary>How tables and queries are split, and what is refused.</summary>
public sealed class SplitTests(SharedServer shared) : IClassFixture<SharedServer>
{
    [Fact]
    public async Task A_table_is_split_by_its_pages_and_the_last_part_has_no_end()
    {
        await using EngineSource engine = EngineSource.Of(shared.Server);
        string table = await TableAsync(engine.Source, "id int, pad text", "select i, repeat('x', 500) from generate_series(1, 1000) i");
        await using PartitionExport export = await engine.Source.ExportPartitionsAsync(Whole(table) with { Count = 3 }, QueryOptions.Default, default);
        export.Plan.Method.Should().Be("ranges of ctid");
        export.Plan.Partitions.Should().HaveCount(3);
        export.Plan.Partitions[0].Sql.Should().Contain("ctid <");
        export.Plan.Partitions[^1].Sql.Should().NotContain("ctid <");
    }

    [Theory]
    [InlineData("int8", "i * 1000", "ranges")]
    [InlineData("smallint", "(i - 500)::smallint", "ranges")]
    [InlineData("date", "case when i = 7 then 'infinity'::date when i = 8 then '0044-03-15 BC'::date else date '2020-01-01' + i end", "ranges")]
    [InlineData("timestamp", "case when i = 7 then '-infinity'::timestamp else timestamp '2020-01-01' + i * interval '1 hour 1 microsecond' end", "ranges")]
    [InlineData("timestamptz", "timestamptz '2020-01-01 00:00:00+00' + i * interval '7 hours'", "ranges")]
    [InlineData("uuid", "md5(i::text)::uuid", "hash")]
    [InlineData("float8", "case when i = 7 then 'NaN'::float8 else i / 3.0 end", "hash")]
    [InlineData("text", "repeat('ä', i % 20)", "hash")]
    [InlineData("boolean", "i % 2 = 0", "hash")]
    public async Task Every_row_is_in_one_part_whatever_the_key_is(string type, string value, string method)
    {
        await using EngineSource engine = EngineSource.Of(shared.Server);
        string table = await TableAsync(engine.Source, $"id int, k {type}", $"select i, case when i % 11 <> 0 then {value} end from generate_series(1, 1000) i");
        string sql = $"select id, k::text as shown, k as \"The \"\"Key\"\"\" from {table} where id >= @least";
        var query = new PartitionedQuery { Sql = sql, Parameters = new { least = 5 }, Key = "The \"Key\"", Count = 2 };
        // Infinity is no value of a timestamp here.
        QueryOptions options = QueryOptions.Default with { Read = ReadOptions.Default with { MismatchAsText = true } };
        await using PartitionedRead read = await engine.Source.ReadPartitionedAsync(query, options, default);
        read.Plan.Method.Should().Contain(method);
        read.Plan.Partitions[^1].Rows.Should().Be("the key is NULL");
        List<string>[] parts = await Task.WhenAll(read.Streams.Select(stream => Parts.RowsAsync(stream)));
        parts[..^1].Should().OnlyContain(rows => rows.Count > 0, "the bounds balance");
        parts[^1].Should().HaveCount(90).And.OnlyContain(row => row.EndsWith("|NULL|NULL"));
        parts.SelectMany(rows => rows).Order(StringComparer.Ordinal)
            .Should().Equal(await Parts.WholeAsync(engine.Source.QueryAsync(sql, query.Parameters, options, default)));
    }

    [Fact]
    public async Task A_table_by_a_key_an_empty_one_and_one_without_any_key_are_read()
    {
        await using EngineSource engine = EngineSource.Of(shared.Server);
        string table = await TableAsync(engine.Source, "id int, k int", "select i, null::int from generate_series(1, 10) i");
        (await Parts.ReadAsync(engine.Source, Whole(table) with { Key = "id" })).Should().HaveCount(10);
        (await Parts.ReadAsync(engine.Source, Whole(table) with { Key = "k" })).Should().HaveCount(10);
        await engine.Source.ExecuteAsync($"truncate {table}");
        (await Parts.ReadAsync(engine.Source, Whole(table))).Should().BeEmpty();
        (await Parts.ReadAsync(engine.Source, Whole(table) with { Key = "id" })).Should().BeEmpty();
    }

    [Fact]
    public async Task More_parts_than_processors_or_sessions_are_bounded_and_the_plan_says_so()
    {
        await using EngineSource engine = EngineSource.Of(shared.Server);
        string table = await TableAsync(engine.Source, "id int, pad text", "select i, repeat('x', 500) from generate_series(1, 1000) i");
        await using (PartitionedRead read = await engine.Source.ReadPartitionedAsync(Whole(table) with { Count = 1000 }, QueryOptions.Default, default))
        {
            read.Plan.Asked.Should().Be(1000);
            read.Plan.Bound.Should().NotBeEmpty();
            read.Streams.Count.Should().BeLessThanOrEqualTo(Environment.ProcessorCount);
        }

        await using var small = new EngineSource(shared.Server.SocketTarget, pool: new() { MaxSessions = 3 });
        await using (PartitionedRead read = await small.Source.ReadPartitionedAsync(Whole(table) with { Key = "id", Count = 5 }, QueryOptions.Default, default))
        {
            read.Plan.Bound.Should().Contain("sessions");
            read.Streams.Should().HaveCount(2, "one part, and one for NULL");
            (await Parts.UnionAsync(read.Streams)).Should().HaveCount(1000);
        }

        await using var tiny = new EngineSource(shared.Server.SocketTarget, pool: new() { MaxSessions = 1 });
        Func<Task> none = () => Parts.ReadAsync(tiny.Source, Whole(table));
        (await none.Should().ThrowAsync<QuarryException>()).WithMessage("*PoolOptions.MaxSessions*").Which.Code.Should().Be(5922);
    }

    [Theory]
    [InlineData("view", "it is a view")]
    [InlineData("partitioned", "partitioned table")]
    [InlineData("parent", "inherit")]
    public async Task What_has_no_places_is_refused_by_pages_and_read_by_a_key(string kind, string cause)
    {
        await using EngineSource engine = EngineSource.Of(shared.Server);
        string table = await TableAsync(engine.Source, "id int", "select generate_series(1, 20)");
        string name = $"{table}_{kind}";
        await engine.Source.ExecuteAsync(kind switch
        {
            "view" => $"create view {name} as select * from {table}",
            "partitioned" => $"create table {name} (id int) partition by hash (id); create table {name}_0 partition of {name} for values with (modulus 1, remainder 0); insert into {name} select * from {table}",
            _ => $"create table {name} (id int); create table {name}_child () inherits ({name}); insert into {name}_child select * from {table}",
        });
        Func<Task> pages = () => Parts.ReadAsync(engine.Source, Whole(name));
        (await pages.Should().ThrowAsync<QuarryException>()).WithMessage($"*{cause}*key*").Which.Kind.Should().Be(ErrorKind.User);
        (await Parts.ReadAsync(engine.Source, Whole(name) with { Key = "id" })).Should().HaveCount(20);
        engine.Source.Pool.Used.Should().Be(0);
    }

    [Fact]
    public async Task A_query_without_a_key_and_what_is_no_query_are_refused()
    {
        await using EngineSource engine = EngineSource.Of(shared.Server);
        foreach ((PartitionedQuery query, string cause) in ((PartitionedQuery, string)[])
        [
            (new() { Sql = "select 1 as a" }, "*Name a column*"),
            (new() { Sql = "create table no_query (a int)", Key = "a" }, "*Only one SELECT*"),
            (new() { Sql = "select 1 as a; select 2 as a", Key = "a" }, "*Only one SELECT*"),
            (new() { Sql = "select 1 as a", Key = "b" }, "*q.b does not exist*"),
            (Whole("no_such_table"), "*no_such_table*"),
        ])
        {
            Func<Task> read = () => Parts.ReadAsync(engine.Source, query);
            await read.Should().ThrowAsync<QuarryException>().WithMessage(cause);
        }

        engine.Source.Pool.Used.Should().Be(0);
    }

    private static PartitionedQuery Whole(string table) => new() { Table = new() { Name = table } };

    private static async Task<string> TableAsync(Source source, string columns, string rows)
    {
        string table = string.Create(CultureInfo.InvariantCulture, $"split_{Guid.NewGuid():N}");
        await source.ExecuteAsync($"create table {table} ({columns})");
        await source.ExecuteAsync($"insert into {table} {rows}");
        return table;
    }
}
