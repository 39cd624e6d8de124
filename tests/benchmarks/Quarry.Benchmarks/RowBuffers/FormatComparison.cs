using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using Apache.Arrow.Ipc;
using Quarry.Benchmarks.Sqlite;
using Quarry.Columnar;
using Quarry.Contracts;

namespace Quarry.Benchmarks.RowBuffers;

/// <summary>Encodes and decodes a table with each format in turn and prints sizes, medians and ratios to a reference format.</summary>
internal static class FormatComparison
{
    private static readonly Type[] s_packages =
    [
        typeof(ArrowStreamWriter), typeof(Apache.Arrow.Compression.CompressionCodecFactory), typeof(Parquet.ParquetWriter), typeof(ZstdSharp.Compressor), typeof(K4os.Compression.LZ4.LZ4Codec),
    ];

    public static async Task RunAsync(string folder, int rounds)
    {
        Console.WriteLine($"\n{Environment.ProcessorCount} cores, .NET {Environment.Version}; {string.Join(", ", s_packages.Select(Version))}. One thread, to and from memory. ÷ is the median of pairs, CPU ÷ that of medians.");
        using var memory = new Arena(new() { BudgetBytes = 4L << 30 });
        foreach (bool sensor in (bool[])[false, true])
        {
            using Table table = await TableAsync(folder, sensor ? "sensor" : "lineitem", memory);
            Format[] formats =
            [
                .. Enum.GetValues<RowBufferCodec>().Select(codec => new RowBufferV2(table, memory, codec)),
                new ArrowIpc("none", table, null), new ArrowIpc("LZ4", table, CompressionCodecType.Lz4Frame), new ArrowIpc("zstd", table, CompressionCodecType.Zstd),
                new ParquetFile(table),
            ];
            await RunAsync(table, rounds, formats, Array.FindIndex(formats, format => format.Name == "Arrow IPC LZ4"));
        }
    }

    /// <summary>Only one thing, several times: for a profiler.</summary>
    public static async Task OnceAsync(string folder, string name, RowBufferCodec codec, string way, int rounds)
    {
        using var memory = new Arena(new() { BudgetBytes = 4L << 30 });
        using Table table = await TableAsync(folder, name, memory);
        var format = new RowBufferV2(table, memory, codec);
        using var bytes = new MemoryStream(checked((int)table.RawBytes * 2));
        await format.EncodeAsync(bytes, static () => { });
        long start = Stopwatch.GetTimestamp();
        for (int round = 0; round < rounds; round++)
        {
            bytes.Position = 0;
            await (way == "encode" ? format.EncodeAsync(bytes, static () => { }) : format.DecodeAsync(bytes, static () => { }));
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{name} {format.Name} {way}: {Stopwatch.GetElapsedTime(start).TotalMilliseconds / rounds:F1} ms, {bytes.Length} bytes"));
    }

    private static async Task<Table> TableAsync(string folder, string name, BatchMemory memory)
        => name == "sensor" ? SensorTable.Create(memory, SensorTable.Rows, BatchLimits.Default.Rows) : await Table.LineItemAsync(folder, LineItem.Rows);

    private static async Task RunAsync(Table table, int rounds, IReadOnlyList<Format> formats, int reference)
    {
        Measure[] encode = [.. formats.Select(_ => new Measure())], decode = [.. formats.Select(_ => new Measure())];
        using var bytes = new MemoryStream(checked((int)table.RawBytes * 2));
        long[] sizes = new long[formats.Count];
        for (int round = -1; round < rounds; round++)
        {
            for (int i = 0; i < formats.Count; i++)
            {
                // From the second round on in the other direction too, so that no format always follows the same one.
                int at = round % 2 == 0 ? i : formats.Count - 1 - i;
                bytes.SetLength(0);
                await encode[at].TakeAsync(round >= 0, async done =>
                {
                    await formats[at].EncodeAsync(bytes, done);
                    return table.Rows;
                }, table.Rows);
                sizes[at] = bytes.Length;
                bytes.Position = 0;
                await decode[at].TakeAsync(round >= 0, done => formats[at].DecodeAsync(bytes, done), table.Rows);
            }
        }

        Print(table, rounds, formats, sizes, encode, decode, reference);
    }

    private static void Print(Table table, int rounds, IReadOnlyList<Format> formats, long[] sizes, Measure[] encode, Measure[] decode, int reference)
    {
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"\n### {table.Name}: {table.Rows} rows × {table.Schema.Columns.Count} columns, {table.RawBytes / 1e6:F1} MB in memory, {table.Batches.Count} batches, {rounds} interleaved rounds after one warm-up\n"));
        Console.WriteLine($"| format | MB | encode ms (min–max) | CPU ms (÷) | ÷ {formats[reference].Name} | decode ms (min–max) | CPU ms (÷) | ÷ {formats[reference].Name} | managed KB per batch, encode (most) | decode (most) |");
        Console.WriteLine("|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|");
        for (int i = 0; i < formats.Count; i++)
        {
            (Measure write, Measure read) = (encode[i], decode[i]);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"| {formats[i].Name} | {sizes[i] / 1e6:F1} | {write.Time} | {write.CpuAgainst(encode[reference])} | {write.Against(encode[reference]):F2} | {read.Time} | {read.CpuAgainst(decode[reference])} | {read.Against(decode[reference]):F2} | {write.Allocated} | {read.Allocated} |"));
        }
    }

    private static string Version(Type type) => $"{type.Assembly.GetName().Name} {type.Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0]}";

    private sealed class Measure
    {
        private readonly List<double> _wall = [];
        private readonly List<double> _cpu = [];
        private readonly List<double> _batches = [];

        public string Time => string.Create(CultureInfo.InvariantCulture, $"{Comparison.Median(_wall):F0} ({_wall.Min():F0}–{_wall.Max():F0})");

        public string Allocated => string.Create(CultureInfo.InvariantCulture, $"{Comparison.Median(_batches) / 1e3:F1} ({_batches.Max() / 1e3:F1})");

        public double Against(Measure other) => Comparison.Median(_wall.Zip(other._wall, (a, b) => a / b));

        public string CpuAgainst(Measure other)
            => string.Create(CultureInfo.InvariantCulture, $"{Comparison.Median(_cpu):F0} ({Comparison.Median(_cpu) / Comparison.Median(other._cpu):F2})");

        public async Task TakeAsync(bool count, Func<Action, Task<long>> run, long rows)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
            List<long> marks = new(256) { GC.GetAllocatedBytesForCurrentThread() };
            TimeSpan cpu = Environment.CpuUsage.TotalTime;
            long start = Stopwatch.GetTimestamp();
            long read = await run(() => marks.Add(GC.GetAllocatedBytesForCurrentThread()));
            double milliseconds = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            if (read != rows)
            {
                throw new InvalidOperationException($"{read} rows came back of {rows}.");
            }

            if (count)
            {
                _wall.Add(milliseconds);
                _cpu.Add((Environment.CpuUsage.TotalTime - cpu).TotalMilliseconds);
                _batches.AddRange(marks.Skip(1).Zip(marks, (after, before) => (double)(after - before)));
            }
        }
    }
}
