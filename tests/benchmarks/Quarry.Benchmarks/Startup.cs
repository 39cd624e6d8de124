using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using Quarry.Contracts;

namespace Quarry.Benchmarks;

/// <summary>From the start of a process to the first row, part by part, with the program and the plugin as IL and compiled ahead.</summary>
internal static class Startup
{
    private static readonly string[] s_parts = ["main", "engine", "plugin", "row", "total"];

    /// <summary>Publishes this program twice and starts the two in turn.</summary>
    public static void Run(int rounds)
    {
        string folder = Directory.CreateTempSubdirectory("quarry-startup").FullName;
        try
        {
            (string Name, string Program)[] builds = [("IL", Publish(folder, "il", readyToRun: false)), ("ReadyToRun", Publish(folder, "r2r", readyToRun: true))];
            double[][][] times = [.. builds.Select(_ => s_parts.Select(_ => new double[rounds]).ToArray())];
            for (int round = -1; round < rounds; round++)
            {
                for (int build = 0; build < builds.Length; build++)
                {
                    double[] parts = [.. Start("dotnet", builds[build].Program, "startup-once").Trim().Split(' ').Select(text => double.Parse(text, CultureInfo.InvariantCulture))];
                    for (int part = 0; round >= 0 && part < parts.Length; part++)
                    {
                        times[build][part][round] = parts[part];
                    }
                }
            }

            Console.WriteLine($"\n### Process start to first row, milliseconds, median of {rounds} interleaved starts\n");
            Console.WriteLine("| build | start to Main | engine, manifests read | plugin loaded and composed | session, query, first row | total |");
            Console.WriteLine("|---|---:|---:|---:|---:|---:|");
            for (int build = 0; build < builds.Length; build++)
            {
                Console.WriteLine($"| {builds[build].Name} | {string.Join(" | ", times[build].Select(part => Comparison.Median(part).ToString("F0", CultureInfo.InvariantCulture)))} |");
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>One start: prints the milliseconds of each part and their sum.</summary>
    public static async Task OnceAsync()
    {
        double main = (TimeProvider.System.GetUtcNow() - StartTime()).TotalMilliseconds;
        long now = Stopwatch.GetTimestamp();
        QuarryEngine engine = QuarryEngine.Create(new() { PluginsDirectory = "plugins" });
        double created = Stopwatch.GetElapsedTime(now).TotalMilliseconds;
        engine.Plugins.FindByScheme("sqlite");
        double loaded = Stopwatch.GetElapsedTime(now).TotalMilliseconds;
        long value = await FirstAsync(engine);
        double row = Stopwatch.GetElapsedTime(now).TotalMilliseconds;
        Debug.Assert(value == 42);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{main:F1} {created:F1} {loaded - created:F1} {row - loaded:F1} {main + row:F1}"));
        await engine.DisposeAsync();
    }

    private static async Task<long> FirstAsync(QuarryEngine engine)
    {
        await foreach (ColumnBatch batch in engine.OpenSource("sqlite::memory:").QueryAsync("select @n as n", new { n = 42L }))
        {
            return batch[0].GetInt64(0);
        }

        throw new InvalidOperationException("No row came.");
    }

    private static DateTimeOffset StartTime()
    {
        using Process self = Process.GetCurrentProcess();
        return self.StartTime;
    }

    private static string Publish(string folder, string name, bool readyToRun, [CallerFilePath] string file = "")
    {
        string output = Path.Combine(folder, name);
        Start("dotnet", "publish", Path.GetDirectoryName(file)!, "-c", "Release", "-r", "linux-x64", "--self-contained", "false",
            $"-p:PublishReadyToRun={readyToRun}", "-o", output, "-v", "q");
        return Path.Combine(output, "Quarry.Benchmarks.dll");
    }

    private static string Start(string program, params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? output : throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}: {output}");
    }
}
