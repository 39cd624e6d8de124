using System.Diagnostics;
using System.Globalization;
using Quarry.Columnar;
using Quarry.Contracts;

namespace Quarry.Benchmarks.RowBuffers;

/// <summary>Two columns of sixteen from a file: what is read of it.</summary>
internal static class Projection
{
    private static readonly string[] s_columns = ["l_extendedprice", "l_shipdate"];

    public static void Run(Table table, Arena memory, int rounds)
    {
        Console.WriteLine($"\n### {string.Join(" and ", s_columns)} of lineitem's {table.Schema.Columns.Count} columns from a file in the page cache, medians of {rounds} interleaved rounds\n");
        Console.WriteLine("| codec | columns | file MB | MB read | of which the columns' buffers | reads | ms, decoded and checked |");
        Console.WriteLine("|---|---|---:|---:|---:|---:|---:|");
        foreach (RowBufferCodec codec in (RowBufferCodec[])[RowBufferCodec.Auto, RowBufferCodec.None])
        {
            string path = Path.GetTempFileName();
            try
            {
                using (FileStream file = File.Create(path))
                {
                    new RowBufferV2(table, memory, codec).EncodeAsync(file, static () => { }).GetAwaiter().GetResult();
                }

                Print(path, codec, memory, rounds);
            }
            finally
            {
                File.Delete(path);
            }
        }
    }

    private static void Print(string path, RowBufferCodec codec, Arena memory, int rounds)
    {
        string[]?[] choices = [null, s_columns];
        List<double>[] times = [[], []];
        var last = new CountingStream[choices.Length];
        for (int round = -1; round < rounds; round++)
        {
            for (int i = 0; i < choices.Length; i++)
            {
                long start = Stopwatch.GetTimestamp();
                last[i] = Read(path, choices[i], memory);
                if (round >= 0)
                {
                    times[i].Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
                }
            }
        }

        for (int i = 0; i < choices.Length; i++)
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"| {codec.ToString().ToLowerInvariant()} | {(choices[i] is null ? "all" : "two")} | {new FileInfo(path).Length / 1e6:F2} | {last[i].BytesRead / 1e6:F2} | {Stored(path, choices[i], memory) / 1e6:F2} | {last[i].Reads} | {Comparison.Median(times[i]):F1} |"));
        }
    }

    private static CountingStream Read(string path, string[]? columns, Arena memory)
    {
        var stream = new CountingStream(path);
        using RowBufferReader reader = RowBufferReader.Open(stream, memory, new() { Columns = columns, Validation = RowBufferValidation.Full });
        while (reader.Read() is ColumnBatch batch)
        {
            batch.Dispose();
        }

        return stream;
    }

    private static long Stored(string path, string[]? columns, Arena memory)
    {
        using RowBufferReader reader = RowBufferReader.Open(File.OpenRead(path), memory, new());
        long bytes = 0;
        while (reader.Inspect() is RowBufferBatchInfo batch)
        {
            bytes += batch.Columns.Where(column => columns?.Contains(column.Name) ?? true).Sum(column => column.StoredBytes);
        }

        return bytes;
    }
}
