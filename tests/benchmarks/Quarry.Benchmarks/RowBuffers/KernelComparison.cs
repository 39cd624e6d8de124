using System.Globalization;

namespace Quarry.Benchmarks.RowBuffers;

/// <summary>Rates of kernels in turn, each beside a memory copy of the same size, as gigabytes (10⁹) of raw bytes per second.</summary>
internal static unsafe class KernelComparison
{
    private const double SecondsPerSample = 0.004;

    // Until the runtime has optimised what it saw called.
    private const int WarmUpRounds = 8;

    public static void Run(int rounds, IReadOnlyList<Kernel> kernels)
    {
        double[][] copy = Rates(), encode = Rates(), decode = Rates();
        for (int round = -WarmUpRounds; round < rounds; round++)
        {
            for (int i = 0; i < kernels.Count; i++)
            {
                Kernel kernel = kernels[i];
                double[] rates = [Rate(Copy(kernel.RawBytes), kernel.RawBytes), Rate(kernel.Encode, kernel.RawBytes), kernel.Decode is null ? 0 : Rate(kernel.Decode, kernel.RawBytes)];
                if (round >= 0)
                {
                    (copy[i][round], encode[i][round], decode[i][round]) = (rates[0], rates[1], rates[2]);
                }
            }
        }

        Console.WriteLine($"\n### Kernels, GB/s of raw bytes by CPU time, medians of {rounds} interleaved rounds\n");
        Console.WriteLine("| kernel | KiB | memory copy | encode (min–max) | ÷ copy | decode (min–max) | ÷ copy |");
        Console.WriteLine("|---|---:|---:|---:|---:|---:|---:|");
        for (int i = 0; i < kernels.Count; i++)
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"| {kernels[i].Name} | {kernels[i].RawBytes / 1024} | {Comparison.Median(copy[i]):F1} | {Cells(encode[i], copy[i])} | {(kernels[i].Decode is null ? "– | –" : Cells(decode[i], copy[i]))} |"));
        }

        double[][] Rates() => [.. kernels.Select(_ => new double[rounds])];
    }

    private static string Cells(double[] rates, double[] copy)
        => string.Create(CultureInfo.InvariantCulture, $"{Comparison.Median(rates):F1} ({rates.Min():F1}–{rates.Max():F1}) | {Comparison.Median(rates.Zip(copy, (a, b) => a / b)):F2}");

    private static Action Copy(int bytes)
    {
        byte[] from = new byte[bytes], to = new byte[bytes];
        return () =>
        {
            fixed (byte* source = from, destination = to)
            {
                Buffer.MemoryCopy(source, destination, bytes, bytes);
            }
        };
    }

    private static double Rate(Action kernel, int bytes)
    {
        // Time of the processor: a kernel waits for nothing, and other work on the machine does not count.
        TimeSpan start = Environment.CpuUsage.TotalTime;
        long runs = 0;
        double seconds;
        do
        {
            for (int i = 0; i < 8; i++)
            {
                kernel();
            }

            runs += 8;
            seconds = (Environment.CpuUsage.TotalTime - start).TotalSeconds;
        }
        while (seconds < SecondsPerSample);
        return bytes * runs / seconds / 1e9;
    }
}
