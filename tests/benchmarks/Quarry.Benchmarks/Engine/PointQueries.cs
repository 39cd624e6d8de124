using System.Diagnostics;
using System.Globalization;
using Npgsql;
using NpgsqlTypes;
using Quarry.Benchmarks.PostgreSql;
using Quarry.Contracts;
using Quarry.Engine;

namespace Quarry.Benchmarks.Engine;

/// <summary>Short queries through pool and pipeline, beside Npgsql pooled and prepared: both asynchronous, both with pools of the same size.</summary>
internal static class PointQueries
{
    private const int Keys = 100_000;
    private const int MaxSessions = 20;

    private static readonly PointQuery[] s_queries =
    [
        new("select 1", "select 1", "select 1", false, 1),
        new("point lookup", "select id, name, amount from points where id = @key", "select id, name, amount from points where id = $1", true, 1),
        new("100 rows", "select id, name, amount from points where id >= @key order by id limit 100", "select id, name, amount from points where id >= $1 order by id limit 100", true, 100),
    ];

    public static async Task RunAsync(int rounds, int milliseconds)
    {
        await using BenchServer server = await BenchServer.StartAsync();
        await server.ExecuteAsync($"create table if not exists points as select i as id, 'name ' || i as name, i * 1.5::float8 as amount from generate_series(1, {Keys}) as i");
        await server.ExecuteAsync("create unique index if not exists points_key on points (id)");
        await server.ExecuteAsync("analyze points");
        await using QuarryEngine engine = QuarryEngine.Create(new() { PluginsDirectory = "plugins" });
        await using Source source = engine.OpenSource(server.Target);
        await using NpgsqlDataSource npgsql = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(BenchServer.ConnectionString(server.Target))
        {
            MaxPoolSize = MaxSessions,
            MaxAutoPrepare = 20,
            AutoPrepareMinUsages = 1,
        });
        Console.WriteLine(await server.DescribeAsync());
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"\n{rounds} interleaved rounds of {milliseconds} ms after one warm-up; medians, ratios of pairs.\n"));
        Console.WriteLine("| query | callers | Quarry /s | Npgsql /s | rate ÷ Npgsql | client CPU µs per query | Npgsql's | bytes per query | Npgsql's |");
        Console.WriteLine("|---|---:|---:|---:|---:|---:|---:|---:|---:|");
        foreach (PointQuery query in s_queries)
        {
            foreach (int callers in (int[])[1, 8, 64])
            {
                var ours = new List<Sample>();
                var theirs = new List<Sample>();
                for (int round = -1; round < rounds; round++)
                {
                    Sample a = await MeasureAsync(callers, milliseconds, key => QuarryAsync(source, query, key));
                    Sample b = await MeasureAsync(callers, milliseconds, key => NpgsqlAsync(npgsql, query, key));
                    if (round >= 0)
                    {
                        ours.Add(a);
                        theirs.Add(b);
                    }
                }

                Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                    $"| {query.Name} | {callers} | {Median(ours, s => s.Rate):F0} | {Median(theirs, s => s.Rate):F0} | {Comparison.Median(ours.Zip(theirs, (a, b) => a.Rate / b.Rate)):F2} | {Median(ours, s => s.Cpu):F1} | {Median(theirs, s => s.Cpu):F1} | {Median(ours, s => s.Bytes):F0} | {Median(theirs, s => s.Bytes):F0} |"));
            }
        }
    }

    private static double Median(IEnumerable<Sample> samples, Func<Sample, double> value) => Comparison.Median(samples.Select(value));

    private static async Task<Sample> MeasureAsync(int callers, int milliseconds, Func<int, Task<int>> query)
    {
        long count = 0;
        GC.Collect();
        long bytes = GC.GetTotalAllocatedBytes(precise: true);
        TimeSpan cpu = ProcessCpu.Total;
        long start = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, callers).Select(caller => Task.Run(async () =>
        {
            var random = new Random(caller);
            long own = 0;
            while (Stopwatch.GetElapsedTime(start).TotalMilliseconds < milliseconds)
            {
                await query(random.Next(1, Keys - 100));
                own++;
            }

            Interlocked.Add(ref count, own);
        })));
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        return new(count / seconds, (ProcessCpu.Total - cpu).TotalMicroseconds / count, (double)(GC.GetTotalAllocatedBytes(precise: true) - bytes) / count);
    }

    private static async Task<int> QuarryAsync(Source source, PointQuery query, int key)
    {
        int sum = 0;
        int rows = 0;
        await foreach (ColumnBatch batch in source.QueryAsync(query.Quarry, query.HasKey ? new { key } : null))
        {
            for (int row = 0; row < batch.Rows; row++)
            {
                sum += (int)batch[0].GetInt64(row);
            }

            rows += batch.Rows;
            if (query.HasKey)
            {
                for (int row = 0; row < batch.Rows; row++)
                {
                    sum += batch[1].GetString(row)!.Length + (int)batch[2].GetDouble(row);
                }
            }
        }

        return rows == query.Rows ? sum : throw new InvalidOperationException($"{rows} rows.");
    }

    private static async Task<int> NpgsqlAsync(NpgsqlDataSource source, PointQuery query, int key)
    {
        int sum = 0;
        int rows = 0;
        await using NpgsqlConnection connection = await source.OpenConnectionAsync();
        await using var command = new NpgsqlCommand(query.Npgsql, connection);
        if (query.HasKey)
        {
            command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = key, NpgsqlDbType = NpgsqlDbType.Integer });
        }

        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            sum += reader.GetInt32(0);
            rows++;
            if (query.HasKey)
            {
                sum += reader.GetString(1).Length + (int)reader.GetDouble(2);
            }
        }

        return rows == query.Rows ? sum : throw new InvalidOperationException($"{rows} rows.");
    }

    private sealed record Sample(double Rate, double Cpu, double Bytes);
}
