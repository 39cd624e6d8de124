using System.Diagnostics;
using System.Globalization;
using Quarry.Benchmarks.PostgreSql;
using Quarry.Contracts;
using Quarry.Engine;

namespace Quarry.Benchmarks.Odbc;

/// <summary>Rows in memory into PostgreSQL and SQLite by ODBC, where the write sends several rows per statement, beside arrays of parameters and a statement for each row.</summary>
internal static class OdbcInserts
{
    private const string Table = "odbc_written";
    private const int Rows = 200_000;

    // A row at a time is slow enough to be measured on fewer.
    private const int SingleRows = 10_000;

    public static async Task RunAsync(int rounds)
    {
        await using BenchServer server = await BenchServer.StartAsync();
        await server.ExecuteAsync($"drop table if exists {Table}; create unlogged table {Table} (id bigint, a int, b int, x float8, name text, day date)");
        Console.WriteLine(await server.DescribeAsync());
        await using QuarryEngine engine = QuarryEngine.Create(new() { PluginsDirectory = "plugins" });
        await using Source native = engine.OpenSource(server.Target);
        await using Source odbc = engine.OpenSource(server.Target + "&transport=odbc");
        await using Source arrays = engine.OpenSource(server.Target + "&transport=odbc&odbc.write=arrays");
        var batches = new List<ColumnBatch>();
        string sql = string.Create(CultureInfo.InvariantCulture,
            $"select i as id, (i % 1000)::int as a, (i * 7 % 100003)::int as b, i * 0.25::float8 as x, 'name ' || i as name, date '2000-01-01' + (i % 9000)::int as day from generate_series(1::bigint, {Rows}) as i");
        await foreach (ColumnBatch batch in native.QueryAsync(sql))
        {
            batches.Add(batch.Retain());
        }

        await CompareAsync(rounds, "PostgreSQL, unlogged table", () => server.ExecuteAsync($"truncate {Table}"),
        [
            ("ODBC, Source.WriteAsync", () => WriteAsync(odbc, batches)),
            ("ODBC, the same by arrays (odbc.write=arrays)", () => WriteAsync(arrays, batches)),
            ("ODBC, an insert for each row in one transaction", () => SingleAsync(odbc)),
            ("native, Source.WriteAsync", () => WriteAsync(native, batches)),
        ]);
        await SqliteAsync(rounds, engine, batches);
        batches.ForEach(batch => batch.Dispose());
        await server.ExecuteAsync($"drop table {Table}");
    }

    private static async Task SqliteAsync(int rounds, QuarryEngine engine, List<ColumnBatch> batches)
    {
        string folder = Directory.CreateTempSubdirectory("quarry-bench").FullName;
        try
        {
            string file = Path.Combine(folder, "written.db");
            await using Source native = engine.OpenSource($"sqlite://{file}?mode=rwc");
            await native.ExecuteAsync($"create table {Table} (id bigint, a int, b int, x double, name text, day date)");
            await using Source odbc = engine.OpenSource($"odbc:Driver={{SQLite3}};Database={file}");
            await CompareAsync(rounds, "SQLite through sqliteodbc, which has no arrays", async () => await native.ExecuteAsync($"delete from {Table}"),
            [
                ("ODBC, Source.WriteAsync", () => WriteAsync(odbc, batches)),
                ("ODBC, an insert for each row in one transaction", () => SingleAsync(odbc)),
                ("native, Source.WriteAsync", () => WriteAsync(native, batches)),
            ]);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<long> WriteAsync(Source to, List<ColumnBatch> batches)
        => (await to.WriteAsync(new() { Name = Table }, BatchSource.Of(batches[0].Schema, batches.ToAsyncEnumerable()), WriteOptions.Default, CancellationToken.None)).Rows;

    private static async Task<long> SingleAsync(Source to)
    {
        var first = new DateOnly(2000, 1, 1);
        long rows = 0;
        await to.RunInTransactionAsync(async (transaction, cancellationToken) =>
        {
            for (int i = 1; i <= SingleRows; i++)
            {
                rows += await transaction.ExecuteAsync($"insert into {Table} values (@id, @a, @b, @x, @name, @day)",
                    new { id = (long)i, a = i % 1000, b = (int)(i * 7L % 100_003), x = i * 0.25, name = $"name {i}", day = first.AddDays(i % 9000) }, cancellationToken);
            }
        });
        return rows;
    }

    private static async Task CompareAsync(int rounds, string into, Func<Task> clear, IReadOnlyList<(string Way, Func<Task<long>> Run)> ways)
    {
        List<double>[] wall = [.. ways.Select(_ => new List<double>())];
        List<double>[] cpu = [.. ways.Select(_ => new List<double>())];
        for (int round = -1; round < rounds; round++)
        {
            for (int i = 0; i < ways.Count; i++)
            {
                await clear();
                TimeSpan before = Environment.CpuUsage.TotalTime;
                long start = Stopwatch.GetTimestamp();
                long rows = await ways[i].Run();
                if (round >= 0)
                {
                    wall[i].Add(Stopwatch.GetElapsedTime(start).TotalMicroseconds / rows);
                    cpu[i].Add((Environment.CpuUsage.TotalTime - before).TotalMicroseconds / rows);
                }
            }
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"\n### 6 columns in memory → {into}: {Rows} rows, {SingleRows} one by one, {rounds} interleaved rounds after one warm-up\n"));
        Console.WriteLine("| way | rows/s (median) | wall µs per row | min–max | CPU µs per row | wall per row ÷ first |");
        Console.WriteLine("|---|---:|---:|---:|---:|---:|");
        for (int i = 0; i < ways.Count; i++)
        {
            double w = Comparison.Median(wall[i]);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"| {ways[i].Way} | {1e6 / w:F0} | {w:F2} | {wall[i].Min():F2}–{wall[i].Max():F2} | {Comparison.Median(cpu[i]):F2} | {w / Comparison.Median(wall[0]):F2} |"));
        }
    }
}
