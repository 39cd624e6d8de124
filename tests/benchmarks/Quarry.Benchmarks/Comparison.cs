using System.Diagnostics;
using System.Globalization;

namespace Quarry.Benchmarks;

/// <summary>Runs contenders in turn, so that a drift of the machine hits all alike, and prints medians and ratios to the first.</summary>
internal static class Comparison
{
    public static async Task<IReadOnlyList<Measured>> RunAsync(string title, int rounds, IReadOnlyList<Contender> contenders)
    {
        var wall = contenders.Select(_ => new List<double>()).ToArray();
        var cpu = contenders.Select(_ => new List<double>()).ToArray();
        var allocated = contenders.Select(_ => new List<double>()).ToArray();
        long rows = 0;
        for (int round = -1; round < rounds; round++)
        {
            for (int i = 0; i < contenders.Count; i++)
            {
                GC.Collect();
                long bytes = GC.GetTotalAllocatedBytes(precise: true);
                TimeSpan before = ProcessCpu.Total;
                long start = Stopwatch.GetTimestamp();
                long read = await contenders[i].Run();
                double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
                rows = rows == 0 ? read : rows;
                if (read != rows)
                {
                    throw new InvalidOperationException($"{contenders[i].Name} read {read} rows, the others {rows}.");
                }

                if (round >= 0)
                {
                    wall[i].Add(seconds);
                    cpu[i].Add((ProcessCpu.Total - before).TotalSeconds);
                    allocated[i].Add((double)(GC.GetTotalAllocatedBytes(precise: true) - bytes) / read);
                }
            }
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"\n### {title}: {rows} rows, {rounds} interleaved rounds after one warm-up\n"));
        Console.WriteLine("| way | wall s (median) | min–max | CPU s (median) | wall ÷ first (median of pairs) | CPU ÷ first (median of pairs) | managed bytes per row |");
        Console.WriteLine("|---|---:|---:|---:|---:|---:|---:|");
        for (int i = 0; i < contenders.Count; i++)
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"| {contenders[i].Name} | {Median(wall[i]):F3} | {wall[i].Min():F3}–{wall[i].Max():F3} | {Median(cpu[i]):F3} | {Median(wall[i].Zip(wall[0], (a, b) => a / b)):F3} | {Median(cpu[i].Zip(cpu[0], (a, b) => a / b)):F3} | {Median(allocated[i]):F2} |"));
        }

        return [.. contenders.Select((contender, i) => new Measured(contender.Name, rows, Median(wall[i]), Median(cpu[i])))];
    }

    public static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted.Length % 2 == 1 ? sorted[sorted.Length / 2] : (sorted[sorted.Length / 2 - 1] + sorted[sorted.Length / 2]) / 2;
    }
}
