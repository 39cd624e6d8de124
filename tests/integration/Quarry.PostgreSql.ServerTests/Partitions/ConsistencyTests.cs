using System.Globalization;
using Quarry.Engine;
using Quarry.PostgreSql.ServerTests.Engine;

namespace Quarry.PostgreSql.ServerTests.Partitions;

/// <summary>The parts together are the snapshot, whatever is written meanwhile. <c>QUARRY_PARTITION_RUNS=1000</c> is the long form.</summary>
public sealed class ConsistencyTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private const int Rows = 400;

    private static int Runs => int.Parse(Environment.GetEnvironmentVariable("QUARRY_PARTITION_RUNS") ?? "50", CultureInfo.InvariantCulture);

    private static readonly string[] s_ways = ["pages", "ranges", "hash"];

    public static TheoryData<string> Ways => [.. s_ways];

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task The_parts_of_a_small_table_are_the_snapshot_while_others_write(string way)
    {
        await using EngineSource engine = EngineSource.Of(shared.Server);
        string table = Mark();
        await using Churn churn = await Churn.StartAsync(engine.Source, table, Rows, writers: 2);
        long before = churn.Written;
        for (int run = 0; run < Runs; run++)
        {
            await CompareAsync(engine.Source, Query(table, way) with { Count = 2 + run % 5 });
        }

        churn.Written.Should().BeGreaterThan(before, "the writers were at work");
    }

    [Fact]
    public async Task Parts_of_one_process_neither_lose_rows_nor_repeat_them_while_others_write()
    {
        await using EngineSource engine = EngineSource.Of(shared.Server);
        string table = Mark();
        await using Churn churn = await Churn.StartAsync(engine.Source, table, Rows, writers: 2);
        for (int run = 0; run < Runs; run++)
        {
            string[][] rows = [.. (await Parts.ReadAsync(engine.Source, Query(table, s_ways[run % s_ways.Length]) with { Count = 2 })).Select(row => row.Split('|'))];
            rows.Select(row => row[0]).Should().OnlyHaveUniqueItems().And.HaveCount(Rows);
            rows.Sum(row => int.Parse(row[2], CultureInfo.InvariantCulture)).Should().Be(100 * Rows);
        }
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task The_parts_of_a_large_table_are_the_snapshot_while_others_write(string way)
    {
        await using EngineSource engine = EngineSource.Of(shared.Server);
        string table = Mark();
        await using Churn churn = await Churn.StartAsync(engine.Source, table, 100_000, writers: 1);
        await engine.Source.ExecuteAsync($"create index on {table} (id)");
        await CompareAsync(engine.Source, Query(table, way) with { Count = 4 });
    }

    /// <summary>The parts are read through their descriptors, as other processes do, and the whole within a transaction on the same snapshot.</summary>
    private static async Task CompareAsync(Source source, PartitionedQuery query)
    {
        await using PartitionExport export = await source.ExportPartitionsAsync(query, QueryOptions.Default, default);
        await using Transaction exact = await source.BeginAsync(Parts.OnSnapshot(export.Descriptors[0].Snapshot), default);
        PartitionStream[] streams = await Task.WhenAll(export.Descriptors.Select(
            descriptor => source.ReadPartitionAsync(PartitionDescriptor.Parse(descriptor.ToJson()), QueryOptions.Default, default).AsTask()));
        await export.DisposeAsync();
        string[] union = await Parts.UnionAsync(streams);
        string[] whole = await Parts.WholeAsync(exact.QueryAsync(query.Table is { } table ? $"select * from {table.Name}" : query.Sql));
        union.SequenceEqual(whole).Should().BeTrue($"{union.Length} rows of {streams.Length} parts ({export.Plan.Method}) are the {whole.Length} rows of the snapshot");
    }

    private static PartitionedQuery Query(string table, string way) => way switch
    {
        "pages" => new() { Table = new() { Name = table } },
        "ranges" => new() { Sql = $"select * from {table}", Key = "k" },
        _ => new() { Sql = $"select id, k, amount, pad, k::text as t from {table} -- as text", Key = "t" },
    };

    private static string Mark() => $"parts_{Guid.NewGuid():N}";
}
