using System.Globalization;
using Quarry;
using Quarry.Benchmarks;
using Quarry.Benchmarks.Engine;
using Quarry.Benchmarks.Moving;
using Quarry.Benchmarks.Odbc;
using Quarry.Benchmarks.Pool;
using Quarry.Benchmarks.PostgreSql;
using Quarry.Benchmarks.RowBuffers;
using Quarry.Benchmarks.Sqlite;
using Quarry.Columnar;
using Quarry.Engine;

// dotnet run -c Release --project tests/benchmarks/Quarry.Benchmarks -- BENCHMARK; what there is stands in the last case.
// RESULTS.md says which of them its numbers come from.
string data = Path.Combine(Path.GetTempPath(), "quarry-benchmarks");
switch (args)
{
    case ["sqlite", .. string[] rest]:
        await SqliteAsync(Rounds(rest));
        return 0;
    case ["sqlite-once", string way, .. string[] rest]:
        await OnceAsync(way, rest is [string sql] ? sql : Scans.Sql);
        return 0;
    case ["postgresql", .. string[] rest]:
        await ReadBenchmark.RunAsync(Rounds(rest), [.. rest.Skip(1)]);
        return 0;
    case ["postgresql-once", string way, string table, .. string[] rest]:
        await ReadBenchmark.OnceAsync(way, table, rest is [string times] ? int.Parse(times, CultureInfo.InvariantCulture) : 1);
        return 0;
    case ["postgresql-write", .. string[] rest]:
        await WriteBenchmark.RunAsync(Rounds(rest));
        return 0;
    case ["move", .. string[] rest]:
        await MoveBenchmark.RunAsync(Rounds(rest), data, PluginLibrary());
        return 0;
    case ["partitions", .. string[] rest]:
        await PartitionBenchmark.RunAsync(Rounds(rest));
        return 0;
    case ["postgresql-replay", .. string[] rest]:
        await ReplayBenchmark.RunAsync(Rounds(rest), [.. rest.Skip(1)]);
        return 0;
    case ["postgresql-replay-serve", string file, string directory]:
        ReplayServer.Serve(file, directory);
        return 0;
    case ["point-queries", .. string[] rest]:
        await PointQueries.RunAsync(Rounds(rest), rest is [_, string milliseconds] ? int.Parse(milliseconds, CultureInfo.InvariantCulture) : 1000);
        return 0;
    case ["insert-batch", .. string[] rest]:
        await InsertBatch.RunAsync(Rounds(rest));
        return 0;
    case ["pool", .. string[] rest]:
        await PoolBenchmark.RunAsync(Rounds(rest));
        return 0;
    case ["odbc" or "odbc-loop", .. string[] rest]:
        await OdbcReads.RunAsync(Rounds(rest, 5), [.. rest.Skip(1)], data, quarry: args[0] == "odbc");
        return 0;
    case ["odbc-once", string target, string statement, .. string[] warmUps]:
        await OdbcReads.OnceAsync(target, statement, warmUps);
        return 0;
    case ["odbc-insert", .. string[] rest]:
        await OdbcInserts.RunAsync(Rounds(rest, 5));
        return 0;
    case ["odbc-converter", .. string[] rest]:
        await OdbcConverter.RunAsync(Rounds(rest, 5));
        return 0;
    case ["startup"]:
        Startup.Run(rounds: 9);
        return 0;
    case ["startup-once"]:
        await Startup.OnceAsync();
        return 0;
    case ["manifests"]:
        Manifests.Run();
        return 0;
    case ["rowbuffer", .. string[] rest]:
        await FormatComparison.RunAsync(data, rest is [string count] ? int.Parse(count, CultureInfo.InvariantCulture) : 9);
        return 0;
    case ["rowbuffer-kernels", .. string[] rest]:
        Kernels.Run(rest is [string samples] ? int.Parse(samples, CultureInfo.InvariantCulture) : 25);
        return 0;
    case ["rowbuffer-plain", .. string[] rest]:
        await PlainAsync(rest is [string reads] ? int.Parse(reads, CultureInfo.InvariantCulture) : 9);
        return 0;
    case ["rowbuffer-once", string table, string codec, string way, string repeats]:
        await FormatComparison.OnceAsync(data, table, Enum.Parse<RowBufferCodec>(codec, ignoreCase: true), way, int.Parse(repeats, CultureInfo.InvariantCulture));
        return 0;
    default:
        Console.Error.WriteLine(
            """
            Name a benchmark:
              sqlite [rounds] | sqlite-once c|quarry|raw|microsoft [sql]
              postgresql [rounds [table...]] | postgresql-once quarry|npgsql|npgsql-async|libpq-copy|libpq-rows table [times]
              postgresql-write [rounds] | move [rounds] | partitions [rounds] | postgresql-replay [rounds [table...]]
              point-queries [rounds [milliseconds]] | insert-batch [rounds] | pool [rounds]
              odbc [rounds [postgresql|sqlite|mariadb...]] | odbc-loop, which is the same without Quarry | odbc-once target sql [warm-up sql...]
              odbc-insert [rounds] | odbc-converter [rounds]
              rowbuffer [rounds] | rowbuffer-kernels [rounds] | rowbuffer-plain [rounds] | rowbuffer-once lineitem|sensor CODEC encode|decode ROUNDS
              startup | manifests
            """);
        return 1;
}

static int Rounds(string[] rest, int otherwise = 9) => rest is [string rounds, ..] ? int.Parse(rounds, CultureInfo.InvariantCulture) : otherwise;

async Task SqliteAsync(int rounds)
{
    string file = LineItem.Create(data);
    await using QuarryEngine engine = QuarryEngine.Create(new() { PluginsDirectory = "plugins" });
    Source source = engine.OpenSource("sqlite://" + file);
    string library = PluginLibrary();
    await Comparison.RunAsync("SQLite lineitem → columns", rounds,
    [
        new("C loop, the driver's getters (value_*)", () => Task.FromResult(Scans.C(library, file, Scans.Sql, byValue: true))),
        new("C loop, customary getters (column_*)", () => Task.FromResult(Scans.C(library, file, Scans.Sql, byValue: false))),
        new("Quarry", () => Scans.QuarryAsync(source, Scans.Sql)),
        new("SQLitePCLRaw wrappers", () => Task.FromResult(Scans.Raw(file, Scans.Sql))),
        new("Microsoft.Data.Sqlite typed getters", () => Task.FromResult(Scans.Microsoft(file, Scans.Sql))),
    ]);
}

async Task PlainAsync(int rounds)
{
    using var memory = new Arena(new() { BudgetBytes = 4L << 30 });
    PlainViews.Run(memory, rounds);
    using Table table = await Table.LineItemAsync(data, LineItem.Rows);
    Projection.Run(table, memory, rounds);
}

// One way once in a process of its own: what its peak memory is asked of.
async Task OnceAsync(string way, string sql)
{
    string file = LineItem.Create(data);
    long rows;
    switch (way)
    {
        case "c":
            rows = Scans.C(PluginLibrary(), file, sql, byValue: true);
            break;
        case "raw":
            rows = Scans.Raw(file, sql);
            break;
        case "microsoft":
            rows = Scans.Microsoft(file, sql);
            break;
        default:
            await using (QuarryEngine engine = QuarryEngine.Create(new() { PluginsDirectory = "plugins" }))
            {
                rows = await Scans.QuarryAsync(engine.OpenSource("sqlite://" + file), sql);
            }

            break;
    }

    Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
        $"{way}: {rows} rows, cpu {Environment.CpuUsage.TotalTime.TotalSeconds:F2} s, peak RSS {PeakMemory.Bytes() / 1048576.0:F1} MiB, managed {(double)GC.GetTotalAllocatedBytes() / rows:F3} bytes per row"));
}

static string PluginLibrary() => Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "plugins"), "libe_sqlite3.so", SearchOption.AllDirectories)
    .First(file => file.Contains("linux-x64", StringComparison.Ordinal));
