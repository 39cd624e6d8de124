using System.Diagnostics;
using System.Globalization;
using Quarry.Contracts;
using Quarry.Engine;
using Quarry.Fixtures.PostgreSql;

namespace Quarry.Soak;

/// <summary>64 workers, 16 sessions, one server that does not have a good day.</summary>
internal static class Soak
{
    private const int Workers = 64;
    private const int MaxSessions = 16;
    private const int Samples = 24;

    public static async Task<int> RunAsync(TimeSpan duration, int seed)
    {
        await using PostgreSqlServer server = await PostgreSqlServer.StartAsync(new() { Settings = ["max_connections = 60"] });
        await server.PsqlAsync($"create table numbers as select i as id, i::int8 * i as square from generate_series(0, {Worker.Numbers - 1}) i; alter table numbers add primary key (id); create table ledger (id int primary key)");
        await using var proxy = new ChaosProxy(server);
        var ledger = new Ledger();
        int threads = Usage.CountThreads();
        int descriptors = Usage.CountDescriptors();
        List<Usage> usages;
        await using (QuarryEngine engine = QuarryEngine.Create(new() { PluginsDirectory = "plugins", DriverPatience = TimeSpan.FromSeconds(2) }))
        {
            await using Source source = engine.OpenSource(
                string.Create(CultureInfo.InvariantCulture, $"postgresql://postgres@127.0.0.1:{proxy.Port}/postgres?sslmode=disable"),
                SourceOptions.Default with { Pool = PoolOptions.Default with { MaxSessions = MaxSessions, WaitTimeout = TimeSpan.FromSeconds(10) } });
            usages = await WorkAsync(duration, seed, server, proxy, engine, source, ledger);
            await SettleAsync(source, ledger);
            await source.DisposeAsync();
            if (engine.Memory.RentedBlocks != 0)
            {
                ledger.Violate($"{engine.Memory.RentedBlocks} blocks of batch memory are held by a closed source");
            }
        }

        await CompareAsync(server, ledger);
        CheckFlat(usages, ledger);
        await CheckEndAsync(server, threads, descriptors, ledger);
        return Report(duration, seed, ledger);
    }

    private static async Task<List<Usage>> WorkAsync(
        TimeSpan duration, int seed, PostgreSqlServer server, ChaosProxy proxy, QuarryEngine engine, Source source, Ledger ledger)
    {
        using var stopWork = new CancellationTokenSource();
        using var stopChaos = new CancellationTokenSource();
        Task chaos = new Chaos(server, proxy, source, ledger, seed).RunAsync(stopChaos.Token);
        Task[] workers = [.. Enumerable.Range(1, Workers).Select(number => Task.Run(() => new Worker(source, ledger, seed * 1000 + number).RunAsync(stopWork.Token)))];
        var usages = new List<Usage>();
        long start = Stopwatch.GetTimestamp();
        Console.WriteLine(Usage.Header);
        for (int i = 1; i <= Samples; i++)
        {
            TimeSpan due = duration * i / Samples;
            while (Stopwatch.GetElapsedTime(start) < due)
            {
                CheckPool(source.Pool, ledger);
                await Task.Delay(20);
            }

            usages.Add(Usage.Now(Stopwatch.GetElapsedTime(start), engine));
            Console.WriteLine(usages[^1].Line(source.Pool.ToString()));
        }

        await stopChaos.CancelAsync();
        await chaos;
        await stopWork.CancelAsync();
        await Task.WhenAll(workers);
        return usages;
    }

    private static void CheckPool(PoolSnapshot pool, Ledger ledger)
    {
        if (pool.Idle < 0 || pool.Used < 0 || pool.Opening < 0 || pool.Closing < 0 || pool.Idle + pool.Used + pool.Opening + pool.Closing > MaxSessions)
        {
            ledger.Violate($"the pool says {pool}");
        }
    }

    /// <summary>After the storm the source works, and nobody holds a session.</summary>
    private static async Task SettleAsync(Source source, Ledger ledger)
    {
        source.ClearPool();
        for (int i = 0; i < 200; i++)
        {
            await source.ExecuteAsync("select 1");
        }

        if (source.Pool is { Used: not 0 } or { Waiting: not 0 })
        {
            ledger.Violate($"at rest the pool says {source.Pool}");
        }
    }

    /// <summary>What was acknowledged is in the table, what failed is not.</summary>
    private static async Task CompareAsync(PostgreSqlServer server, Ledger ledger)
    {
        bool[] isThere = new bool[ledger.LastId + 1];
        await using (QuarryEngine engine = QuarryEngine.Create(new() { PluginsDirectory = "plugins" }))
        {
            await using Source direct = engine.OpenSource(server.SocketTarget);
            await foreach (ColumnBatch batch in direct.QueryAsync("select id from ledger"))
            {
                foreach (int id in batch.Columns[0].Values<int>())
                {
                    isThere[id] = true;
                }
            }
        }

        for (int id = 1; id < isThere.Length; id++)
        {
            ledger.Count($"inserts: {ledger[id]}{(isThere[id] ? ", there" : ", not there")}");
            if (ledger[id] == Outcome.Acknowledged && !isThere[id])
            {
                ledger.Violate($"insert {id} was acknowledged and is lost");
            }
            else if (ledger[id] is Outcome.Failed or Outcome.NotTried && isThere[id])
            {
                ledger.Violate($"insert {id} failed and is there");
            }
        }
    }

    /// <summary>The last quarter holds no more than the second: what grows with time would.</summary>
    private static void CheckFlat(List<Usage> usages, Ledger ledger)
    {
        Usage[] early = [.. usages.Skip(Samples / 4).Take(Samples / 4)];
        Usage[] late = [.. usages.TakeLast(Samples / 4)];
        Compare("heap", static usage => usage.Heap, factor: 1.25, slack: 4 << 20);
        // How many sessions stand when a sample is taken is chance: each has a thread and, with the proxy, three descriptors.
        Compare("threads", static usage => usage.Threads, factor: 1, slack: MaxSessions + 8);
        Compare("descriptors", static usage => usage.Descriptors, factor: 1, slack: 3 * MaxSessions + 24);
        Compare("batch memory", static usage => usage.Batches, factor: 1.25, slack: 16 << 20);

        void Compare(string what, Func<Usage, double> of, double factor, double slack)
        {
            double before = early.Average(of);
            double after = late.Average(of);
            ledger.Note(string.Create(CultureInfo.InvariantCulture, $"{what}: {before:F0} in the second quarter, {after:F0} in the last"));
            if (after > before * factor + slack)
            {
                ledger.Violate(string.Create(CultureInfo.InvariantCulture, $"{what} grows: {before:F0} in the second quarter, {after:F0} in the last"));
            }
        }
    }

    /// <summary>A closed engine has left nothing behind, here or at the server.</summary>
    private static async Task CheckEndAsync(PostgreSqlServer server, int threads, int descriptors, Ledger ledger)
    {
        // A backend whose way to us was black-holed notices when its statement, a sleep of 20 s at most, has ended.
        string backends;
        long start = Stopwatch.GetTimestamp();
        do
        {
            await Task.Delay(500);
            backends = await server.PsqlAsync("select count(*) from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid()");
        }
        while (backends != "0" && Stopwatch.GetElapsedTime(start) < TimeSpan.FromSeconds(60));
        ledger.Note($"at the end: {Usage.CountThreads()} threads ({threads} at the start), {Usage.CountDescriptors()} descriptors ({descriptors}), {backends} backends");
        if (backends != "0")
        {
            ledger.Violate($"{backends} backends outlive the engine");
        }
    }

    private static int Report(TimeSpan duration, int seed, Ledger ledger)
    {
        Console.WriteLine();
        foreach ((string what, long count) in ledger.Counts.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{count,12}  {what}"));
        }

        Console.WriteLine();
        foreach (string line in ledger.Notes.Concat(ledger.Violations.Select(violation => $"VIOLATION: {violation}")))
        {
            Console.WriteLine(line);
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"soak of {duration}, seed {seed}: {(ledger.Violations.Count == 0 ? "nothing was broken" : "BROKEN")}"));
        return ledger.Violations.Count == 0 ? 0 : 1;
    }
}
