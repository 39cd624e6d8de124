using System.Diagnostics;
using System.Globalization;
using Quarry.Columnar;
using Quarry.Contracts;

namespace Quarry.Benchmarks.RowBuffers;

/// <summary>A plain column without codec is a view over the received bytes: what reading it costs does not grow with its rows.</summary>
internal static class PlainViews
{
    private const int ReadsPerRound = 20;

    public static void Run(Arena memory, int rounds)
    {
        int[] sizes = [1_000, 100_000, 1_000_000];
        byte[][] streams = [.. sizes.Select(rows => Write(memory, rows))];
        List<double>[] hollow = Samples(), copied = Samples(), used = Samples();
        for (int round = -ReadsPerRound; round < rounds * ReadsPerRound; round++)
        {
            for (int i = 0; i < sizes.Length; i++)
            {
                double view = Time(new HollowStream(streams[i]), memory, out _);
                double received = Time(new MemoryStream(streams[i]), memory, out double firstUse);
                if (round >= 0)
                {
                    hollow[i].Add(view);
                    copied[i].Add(received);
                    used[i].Add(firstUse);
                }
            }
        }

        Console.WriteLine($"\n### One plain float64 column without codec, microseconds, medians of {rounds * ReadsPerRound} interleaved reads (5th–95th percentile)\n");
        Console.WriteLine("| rows | decode: head, directory, view | with the copy from the stream | first use: checksum |");
        Console.WriteLine("|---:|---:|---:|---:|");
        for (int i = 0; i < sizes.Length; i++)
        {
            Console.WriteLine($"| {sizes[i]} | {Cell(hollow[i])} | {Cell(copied[i])} | {Cell(used[i])} |");
        }

        List<double>[] Samples() => [.. sizes.Select(_ => new List<double>())];
    }

    private static double Time(Stream stream, Arena memory, out double firstUse)
    {
        using RowBufferReader reader = RowBufferReader.Open(stream, memory, new());
        long start = Stopwatch.GetTimestamp();
        using ColumnBatch batch = reader.Read()!;
        double read = Stopwatch.GetElapsedTime(start).TotalMicroseconds;
        firstUse = 0;
        if (stream is not HollowStream)
        {
            start = Stopwatch.GetTimestamp();
            GC.KeepAlive(batch[0].Values<double>()[^1]);
            firstUse = Stopwatch.GetElapsedTime(start).TotalMicroseconds;
        }

        return read;
    }

    private static byte[] Write(BatchMemory memory, int rows)
    {
        var schema = new Schema([new() { Name = "v", Type = LogicalType.Float64, IsNullable = false }]);
        using var builder = new BatchBuilder(schema, memory, new() { Rows = rows + 1, Bytes = 1 << 30 });
        var random = new Random(1);
        for (int row = 0; row < rows; row++)
        {
            ((FixedColumnBuilder<double>)builder.Columns[0]).Append(random.NextDouble());
            builder.EndRow();
        }

        using ColumnBatch batch = builder.Build();
        using var stream = new MemoryStream();
        using var writer = new RowBufferWriter(stream, schema, new() { Codec = RowBufferCodec.None, Encoding = RowBufferEncoding.Plain, LeaveOpen = true });
        writer.Write(batch);
        writer.Complete();
        return stream.ToArray();
    }

    private static string Cell(List<double> times)
    {
        times.Sort();
        return string.Create(CultureInfo.InvariantCulture, $"{times[times.Count / 2]:F1} ({times[times.Count / 20]:F1}–{times[times.Count * 19 / 20]:F1})");
    }
}
