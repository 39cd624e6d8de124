using System.Diagnostics;
using System.Globalization;
using Quarry.Benchmarks.Sqlite;
using Quarry.Engine;

namespace Quarry.Benchmarks.PostgreSql;

/// <summary>PostgreSQL's tables into columns, beside what else reads them.</summary>
internal static class ReadBenchmark
{
    // Quarry and what holds its rows; the rest of the ways drop them.
    private static readonly string[] s_memoryWays = ["quarry", "npgsql", "npgsql-async", "libpq-copy", "libpq-rows"];

    public static async Task RunAsync(int rounds, IReadOnlyList<string> names)
    {
        await using BenchServer server = await BenchServer.StartAsync();
        ServerTable[] tables = [.. names.Count > 0 ? names.Select(Tables.Named) : Tables.All];
        await server.CreateAsync(tables);
        Console.WriteLine(await server.DescribeAsync());
        await using QuarryEngine engine = QuarryEngine.Create(new() { PluginsDirectory = "plugins" });
        await using Source source = engine.OpenSource(server.Target);
        foreach (ServerTable table in tables)
        {
            await Comparison.RunAsync($"PostgreSQL {table.Name} → columns, {table.Kinds.Length} columns", rounds, Contenders(source, server, table));
        }

        Memory(server, tables);
    }

    /// <summary>One way once in a process of its own: what its peak memory is asked of.</summary>
    /// <param name="way">quarry, npgsql, npgsql-async, libpq-copy or libpq-rows.</param>
    /// <param name="name">The table.</param>
    /// <param name="times">How often the table comes, in one result.</param>
    public static async Task OnceAsync(string way, string name, int times)
    {
        ServerTable table = Tables.Named(name);
        string sql = string.Join(" union all ", Enumerable.Repeat(table.Sql, times));
        await using BenchServer server = await BenchServer.StartAsync();
        await server.CreateAsync([table]);
        long rows;
        if (way == "quarry")
        {
            await using QuarryEngine engine = QuarryEngine.Create(new() { PluginsDirectory = "plugins" });
            await using Source source = engine.OpenSource(server.Target);
            rows = await Scans.QuarryAsync(source, sql);
        }
        else
        {
            rows = way switch
            {
                "npgsql" => NpgsqlReads.Sync(server.Npgsql, table.Kinds, sql),
                "npgsql-async" => await NpgsqlReads.Async(server.Npgsql, table.Kinds, sql),
                "libpq-copy" => LibPq.Copy(server.Target, sql),
                "libpq-rows" => LibPq.Rows(server.Target, sql),
                _ => throw new ArgumentException($"There is no way \"{way}\". The ways: {string.Join(", ", s_memoryWays)}."),
            };
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"| {way} | {name} | {rows} | {Environment.CpuUsage.TotalTime.TotalSeconds:F2} | {PeakMemory.Bytes() / 1048576.0:F1} | {(double)GC.GetTotalAllocatedBytes() / rows:F3} |"));
    }

    private static List<Contender> Contenders(Source source, BenchServer server, ServerTable table)
    {
        List<Contender> contenders =
        [
            new("Quarry, plugin and whole pipeline", () => Scans.QuarryAsync(source, table.Sql)),
            new("Npgsql typed getters, Read", () => Task.FromResult(NpgsqlReads.Sync(server.Npgsql, table.Kinds, table.Sql))),
            new("Npgsql typed getters, ReadAsync", () => NpgsqlReads.Async(server.Npgsql, table.Kinds, table.Sql)),
            new("psql, COPY BINARY to /dev/null", async () =>
            {
                await Psql.CopyAsync(server.Target, table.Sql, "/dev/null");
                return table.Rows;
            }),
        ];
        if (LibPq.IsAvailable)
        {
            contenders.Add(new("libpq, COPY BINARY to nowhere", () => Task.FromResult(LibPq.Copy(server.Target, table.Sql))));
            contenders.Add(new("libpq, extended protocol to nowhere", () => Task.FromResult(LibPq.Rows(server.Target, table.Sql))));
        }

        return contenders;
    }

    private static void Memory(BenchServer server, IEnumerable<ServerTable> tables)
    {
        Console.WriteLine("\n### One read in a process of its own, its start included\n");
        Console.WriteLine("| way | table | rows | CPU s | peak RSS, MiB | managed bytes per row |");
        Console.WriteLine("|---|---|---:|---:|---:|---:|");
        foreach (ServerTable table in tables)
        {
            foreach (string way in s_memoryWays.Where(way => LibPq.IsAvailable || !way.StartsWith("libpq", StringComparison.Ordinal)))
            {
                Again(server, way, table.Name, "1");
            }

            Again(server, "quarry", table.Name, "10");
        }
    }

    private static void Again(BenchServer server, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Environment.GetCommandLineArgs()[0], "postgresql-once", .. arguments]);
        start.Environment["QUARRY_BENCH_POSTGRES"] = server.Target;
        using Process process = Process.Start(start)!;
        process.WaitForExit();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"postgresql-once {string.Join(' ', arguments)} failed; its message stands above.");
        }
    }
}
