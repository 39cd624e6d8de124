using System.Diagnostics;
using System.Globalization;
using Quarry.Benchmarks.Sqlite;
using Quarry.Engine;

namespace Quarry.Benchmarks.Odbc;

/// <summary>lineitem by ODBC into columns, beside a C loop over the same driver that converts nothing.</summary>
internal static class OdbcReads
{
    /// <param name="rounds">How often each way runs.</param>
    /// <param name="drivers">Of <see cref="OdbcTable.Drivers"/>; none means all.</param>
    /// <param name="folder">Where tables are kept.</param>
    /// <param name="quarry">Whether Quarry reads too, or the loop alone.</param>
    public static async Task RunAsync(int rounds, IReadOnlyList<string> drivers, string folder, bool quarry)
    {
        foreach (string driver in drivers.Count > 0 ? drivers : OdbcTable.Drivers)
        {
            await using OdbcTable table = await OdbcTable.OpenAsync(driver, folder);
            List<(string Way, Func<OdbcRun> Run)> ways =
            [
                ("C loop", () => OdbcRun.C(table.Connection, OdbcTable.Sql, OdbcTable.BlockRows, table.Kinds)),
                ("C loop, a second thread asleep", () => OdbcRun.C(table.Connection, OdbcTable.Sql, OdbcTable.BlockRows, "+" + table.Kinds)),
            ];
            if (quarry)
            {
                ways.Add(("Quarry", () => OdbcRun.Quarry("odbc:" + table.Connection, OdbcTable.Sql, OdbcTable.Sql + " limit 100000")));
            }

            Compare($"{table.Driver}: lineitem → columns, {table.Kinds.Length} columns", rounds, ways);
        }
    }

    /// <summary>Reads by Quarry in this process and prints what the C loop prints.</summary>
    /// <param name="target">The target.</param>
    /// <param name="sql">What is read.</param>
    /// <param name="warmUps">What is read before, so that the compiler's work is not counted.</param>
    public static async Task OnceAsync(string target, string sql, IEnumerable<string> warmUps)
    {
        await using QuarryEngine engine = QuarryEngine.Create(new() { PluginsDirectory = "plugins" });
        await using Source source = engine.OpenSource(target);
        foreach (string warmUp in warmUps)
        {
            await Scans.QuarryAsync(source, warmUp);
        }

        // The loop connects too.
        source.ClearPool();
        TimeSpan before = Environment.CpuUsage.TotalTime;
        long start = Stopwatch.GetTimestamp();
        long rows = await Scans.QuarryAsync(source, sql);
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        Console.WriteLine(new OdbcRun(rows, seconds, (Environment.CpuUsage.TotalTime - before).TotalSeconds, PeakMemory.Bytes() / 1048576.0));
    }

    /// <summary>Runs the ways in turn after one warm-up and prints medians beside the first.</summary>
    public static void Compare(string title, int rounds, IReadOnlyList<(string Way, Func<OdbcRun> Run)> ways)
    {
        List<OdbcRun>[] runs = [.. ways.Select(_ => new List<OdbcRun>())];
        for (int round = -1; round < rounds; round++)
        {
            for (int i = 0; i < ways.Count; i++)
            {
                OdbcRun run = ways[i].Run();
                if (round >= 0)
                {
                    runs[i].Add(run);
                }
            }
        }

        long rows = runs[0][0].Rows;
        if (runs.SelectMany(way => way).FirstOrDefault(run => run.Rows != rows) is { } other)
        {
            throw new InvalidOperationException($"One way read {other.Rows} rows, the first {rows}.");
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"\n### {title}: {rows} rows, {rounds} interleaved rounds after one warm-up, each in a process of its own\n"));
        Console.WriteLine("| way | wall s (median) | min–max | CPU s (median) | peak RSS, MiB | wall ÷ first | CPU ÷ first |");
        Console.WriteLine("|---|---:|---:|---:|---:|---:|---:|");
        double wall = Comparison.Median(runs[0].Select(run => run.Wall));
        double cpu = Comparison.Median(runs[0].Select(run => run.Cpu));
        for (int i = 0; i < ways.Count; i++)
        {
            double w = Comparison.Median(runs[i].Select(run => run.Wall));
            double c = Comparison.Median(runs[i].Select(run => run.Cpu));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"| {ways[i].Way} | {w:F3} | {runs[i].Min(run => run.Wall):F3}–{runs[i].Max(run => run.Wall):F3} | {c:F3} | {Comparison.Median(runs[i].Select(run => run.PeakMiB)):F1} | {w / wall:F3} | {c / cpu:F3} |"));
        }
    }
}
