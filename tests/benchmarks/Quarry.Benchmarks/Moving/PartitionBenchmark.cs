using System.Globalization;
using Quarry.Benchmarks.PostgreSql;
using Quarry.Contracts;
using Quarry.Engine;

namespace Quarry.Benchmarks.Moving;

/// <summary>lineitem in 1, 2 and 4 parts of one snapshot, beside libpq's COPY of the same ranges at the same time.</summary>
internal static class PartitionBenchmark
{
    public static async Task RunAsync(int rounds)
    {
        await using BenchServer server = await BenchServer.StartAsync();
        await server.CreateAsync([Tables.LineItem]);
        Console.WriteLine(await server.DescribeAsync());
        await using QuarryEngine engine = QuarryEngine.Create(new() { PluginsDirectory = "plugins" });
        await using Source source = engine.OpenSource(server.Target);
        long pages = await PagesAsync(source);
        await Comparison.RunAsync(string.Create(CultureInfo.InvariantCulture, $"PostgreSQL lineitem in parts → columns, {Environment.ProcessorCount} processors"), rounds,
        [
            new("Quarry, one query", () => CountAsync(source.QueryAsync(Tables.LineItem.Sql))),
            new("Quarry, 1 part", () => PartsAsync(source, 1)),
            new("Quarry, 2 parts", () => PartsAsync(source, 2)),
            new("Quarry, 4 parts by descriptors", () => DescriptorsAsync(source, 4)),
            .. LibPq.IsAvailable
                ? (Contender[])[
                    new("libpq COPY to nowhere, 1", () => CopiesAsync(server.Target, pages, 1)),
                    new("libpq COPY to nowhere, 2", () => CopiesAsync(server.Target, pages, 2)),
                    new("libpq COPY to nowhere, 4", () => CopiesAsync(server.Target, pages, 4))]
                : [],
        ]);
    }

    private static async Task<long> PartsAsync(Source source, int count)
    {
        await using PartitionedRead read = await source.ReadPartitionedAsync(new() { Sql = "select * from lineitem", Count = count }, QueryOptions.Default, CancellationToken.None);
        return (await Task.WhenAll(read.Streams.Select(stream => Task.Run(() => CountAsync(stream))))).Sum();
    }

    // More parts than processors: as other processes read them.
    private static async Task<long> DescriptorsAsync(Source source, int count)
    {
        await using PartitionExport export = await source.ExportPartitionsAsync(new() { Sql = "select * from lineitem", Count = count }, QueryOptions.Default, CancellationToken.None);
        return (await Task.WhenAll(export.Descriptors.Select(descriptor => Task.Run(async () =>
        {
            await using PartitionStream stream = await source.ReadPartitionAsync(descriptor, QueryOptions.Default, CancellationToken.None);
            return await CountAsync(stream);
        })))).Sum();
    }

    private static async Task<long> CopiesAsync(string target, long pages, int count)
        => (await Task.WhenAll(Enumerable.Range(0, count).Select(part => Task.Run(() => LibPq.Copy(target, string.Create(CultureInfo.InvariantCulture,
            $"select * from lineitem where ctid >= '({pages * part / count},0)'::tid and ctid < '({pages * (part + 1) / count},0)'::tid")))))).Sum();

    private static async Task<long> PagesAsync(Source source)
    {
        await foreach (ColumnBatch batch in source.QueryAsync("select pg_relation_size('lineitem') / current_setting('block_size')::int8"))
        {
            return batch[0].GetInt64(0);
        }

        throw new InvalidOperationException("There is no table lineitem.");
    }

    private static async Task<long> CountAsync(IAsyncEnumerable<ColumnBatch> batches)
    {
        long rows = 0;
        await foreach (ColumnBatch batch in batches)
        {
            rows += batch.Rows;
        }

        return rows;
    }
}
