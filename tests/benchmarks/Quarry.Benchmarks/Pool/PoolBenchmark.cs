using System.Diagnostics;
using System.Globalization;
using Quarry.Columnar;
using Quarry.Engine;
using Quarry.Engine.Calls;
using Quarry.Engine.Sessions;

namespace Quarry.Benchmarks.Pool;

/// <summary>What the pool alone costs, and what it does with a spike: without a server, so that nothing else is measured.</summary>
internal static class PoolBenchmark
{
    private const int Uses = 1_000_000;
    private const int Callers = 50;

    private static readonly TimeSpan s_connect = TimeSpan.FromMilliseconds(150);
    private static readonly TimeSpan s_query = TimeSpan.FromMilliseconds(2);

    public static async Task RunAsync(int rounds)
    {
        using var memory = new Arena(new());
        await RentAsync(memory, rounds);
        await SpikeAsync(memory, rounds);
    }

    private static async Task RentAsync(Arena memory, int rounds)
    {
        await using Source source = Create(memory, new(TimeSpan.Zero, TimeSpan.Zero));
        ConnectionManager pool = source.Parts.Connections;
        using var cancellation = new CallCancellation(TimeProvider.System, TimeSpan.FromSeconds(5), timeout: null);
        await pool.ReturnAsync(await pool.ConnectAsync(cancellation), suspect: false);
        var times = new List<double>();
        var work = new List<double>();
        long bytes = 0;
        for (int round = -1; round < rounds; round++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            TimeSpan cpu = ProcessCpu.Total;
            long start = Stopwatch.GetTimestamp();
            Use(pool, cancellation);
            double nanoseconds = Stopwatch.GetElapsedTime(start).TotalNanoseconds / Uses;
            if (round >= 0)
            {
                times.Add(nanoseconds);
                work.Add((ProcessCpu.Total - cpu).TotalNanoseconds / Uses);
                bytes += GC.GetAllocatedBytesForCurrentThread() - before;
            }
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"rent + return, uncontended: {Comparison.Median(times):F0} ns ({times.Min():F0}-{times.Max():F0}), CPU {Comparison.Median(work):F0} ns ({work.Min():F0}-{work.Max():F0}), {(double)bytes / Uses / rounds:F2} bytes; budget 300 ns; {rounds} rounds of {Uses}"));
    }

    private static void Use(ConnectionManager pool, CallCancellation cancellation)
    {
        for (int i = 0; i < Uses; i++)
        {
            ValueTask<SourceSession> rented = pool.ConnectAsync(cancellation);
            ValueTask returned = rented.IsCompletedSuccessfully ? pool.ReturnAsync(rented.Result, suspect: false) : throw new InvalidOperationException("It waits.");
            if (!returned.IsCompletedSuccessfully)
            {
                throw new InvalidOperationException("It waits.");
            }
        }
    }

    private static async Task SpikeAsync(Arena memory, int rounds)
    {
        var opened = new List<int>();
        var times = new List<double>();
        for (int round = -1; round < rounds; round++)
        {
            var driver = new EmptyDriver(s_connect, s_query);
            await using Source source = Create(memory, driver);
            long start = Stopwatch.GetTimestamp();
            await Task.WhenAll(Enumerable.Range(0, Callers).Select(_ => source.ExecuteAsync("select 1").AsTask()));
            if (round >= 0)
            {
                times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
                opened.Add(driver.Opened);
            }
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{Callers} callers on a cold pool (connect {s_connect.TotalMilliseconds} ms, query {s_query.TotalMilliseconds} ms): {opened.Max()} sessions at most (fewest {opened.Min()}); budget 6; all served after {Comparison.Median(times):F0} ms; {rounds} rounds"));
    }

    private static Source Create(Arena memory, EmptyDriver driver) => new("benchmark", "empty://nowhere/db", new() { Drivers = new EmptyDriver.Leases(driver), Memory = memory });
}
