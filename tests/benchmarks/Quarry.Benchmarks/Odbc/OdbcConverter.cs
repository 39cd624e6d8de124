using System.Diagnostics;
using System.Globalization;
using Quarry.Benchmarks.Sqlite;
using Quarry.Engine;

namespace Quarry.Benchmarks.Odbc;

/// <summary>What the transport itself costs: the simulator's driver hands out blocks that are ready, so that what is left is the transport and its conversions.</summary>
internal static class OdbcConverter
{
    private static readonly Shape[] s_shapes =
    [
        new("4 bigint", "iiii", 20_000_000, ["a bigint seq", "b bigint seq start=1000000", "c bigint seq step=7", "d bigint seq null-every=10"]),
        new("4 double", "ffff", 20_000_000, ["a double seq", "b double seq start=1000000", "c double seq step=7", "d double seq null-every=10"]),
        new("4 decimal(12,2)", "dddd", 10_000_000, ["a decimal(12,2) 17.25, 90000.12, 0.07, -1.00", "b decimal(12,2) 33203.72", "c decimal(12,2) 0.04, 0.00", "d decimal(12,2) 1.50, null"]),
        new("4 date", "aaaa", 10_000_000, ["a date seq", "b date seq step=3", "c date seq step=7", "d date seq null-every=10"]),
        new("4 timestamp(6)", "ssss", 10_000_000, ["a timestamp(6) seq", "b timestamp(6) seq step=3", "c timestamp(6) seq step=7", "d timestamp(6) seq null-every=10"]),
        new("4 varchar(44)", "tttt", 10_000_000, [.. "abcd".Select(name => $"{name} varchar(44) \"furiously final deposits\", \"quickly\", \"carefully regular ideas among the\"")]),
        new("4 nvarchar(44)", "wwww", 10_000_000, [.. "abcd".Select(name => $"{name} nvarchar(44) \"furiously final deposits\", \"quickly\", \"carefully regular ideas among the\"")]),
        new("lineitem, 16 columns", "iiiiddddwwaaawww", 4_000_000,
        [
            "okey bigint seq", "pkey integer seq step=7", "skey integer seq step=3", "line integer 1, 2, 3, 4",
            "qty decimal(12,2) 17.00, 36.00", "price decimal(12,2) 33203.72, 90000.12", "discount decimal(12,2) 0.04, 0.09", "tax decimal(12,2) 0.02, 0.06",
            "flag nvarchar(1) \"N\", \"R\"", "status nvarchar(1) \"O\", \"F\"", "ship date seq", "commit date seq step=3", "receipt date seq step=7",
            "instruct nvarchar(25) \"DELIVER IN PERSON        \"", "mode nvarchar(10) \"TRUCK     \"", "comment nvarchar(44) \"furiously final deposits\", \"quickly\"",
        ]),
    ];

    // The build makes it where the simulator's build.sh and unixODBC's headers are.
    private static string Library => Path.Combine(AppContext.BaseDirectory, "libquarrysim.so");

    public static async Task RunAsync(int rounds)
    {
        string connection = $"Driver={Library}";
        await using QuarryEngine engine = QuarryEngine.Create(new() { PluginsDirectory = "plugins" });
        await using Source source = engine.OpenSource("odbc:" + connection);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"\n### Blocks that are ready → columns: {rounds} interleaved rounds after one warm-up, medians\n"));
        Console.WriteLine("| columns | rows | C loop, rows/s | C loop, ns per value | Quarry, rows/s | Quarry, ns per value | min–max |");
        Console.WriteLine("|---|---:|---:|---:|---:|---:|---:|");
        foreach (Shape shape in s_shapes)
        {
            var loop = new List<double>();
            var quarry = new List<double>();
            for (int round = -1; round < rounds; round++)
            {
                OdbcRun run = OdbcRun.C(connection, shape.Sql, OdbcTable.BlockRows, shape.Kinds);
                long start = Stopwatch.GetTimestamp();
                long rows = await Scans.QuarryAsync(source, shape.Sql);
                double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
                if (rows != shape.Rows || run.Rows != rows)
                {
                    throw new InvalidOperationException($"{shape.Name}: Quarry read {rows} rows and the loop {run.Rows} of {shape.Rows}.");
                }

                if (round >= 0)
                {
                    loop.Add(run.Wall);
                    quarry.Add(seconds);
                }
            }

            double c = Comparison.Median(loop);
            double q = Comparison.Median(quarry);
            double nanoseconds = 1e9 / shape.Rows / shape.Kinds.Length;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"| {shape.Name} | {shape.Rows} | {shape.Rows / c:F0} | {c * nanoseconds:F2} | {shape.Rows / q:F0} | {q * nanoseconds:F2} | {quarry.Min() * nanoseconds:F2}–{quarry.Max() * nanoseconds:F2} |"));
        }
    }

    /// <summary>A result of the simulator.</summary>
    /// <param name="Name">As the results name it.</param>
    /// <param name="Kinds">One letter per column for the C loop.</param>
    /// <param name="Rows">How many rows come.</param>
    /// <param name="Columns">The columns in the simulator's words.</param>
    private sealed record Shape(string Name, string Kinds, int Rows, string[] Columns)
    {
        public string Sql => string.Create(CultureInfo.InvariantCulture, $"result rows={Rows} prefill | {string.Join(" | ", Columns)}");
    }
}
