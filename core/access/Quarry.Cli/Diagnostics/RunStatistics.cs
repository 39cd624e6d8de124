using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Quarry.Contracts;

namespace Quarry.Cli.Diagnostics;

/// <summary>What one query cost; <c>--stats</c> prints it as one line of JSON.</summary>
internal sealed class RunStatistics(TimeProvider time)
{
    private readonly long _start = time.GetTimestamp();
    private long _rows;
    private long _bytes;

    public long Rows => Volatile.Read(ref _rows);

    /// <summary>Column memory of the batches read.</summary>
    public long Bytes => Volatile.Read(ref _bytes);

    public long Batches { get; private set; }

    public TimeSpan Elapsed => time.GetElapsedTime(_start);

    public void Count(ColumnBatch batch)
    {
        Volatile.Write(ref _rows, _rows + batch.Rows);
        Volatile.Write(ref _bytes, _bytes + batch.Bytes);
        Batches++;
    }

    /// <summary>What the progress line says.</summary>
    public string ToProgress() => string.Create(CultureInfo.InvariantCulture, $"{Rows:N0} rows  {Bytes / 1048576.0:N1} MiB  {Elapsed.TotalSeconds:N0} s");

    /// <summary>The line, without its end. CPU time and memory are those of the whole process since its start.</summary>
    public string ToJson()
    {
        var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            json.WriteNumber("rows"u8, Rows);
            json.WriteNumber("batches"u8, Batches);
            json.WriteNumber("bytes"u8, Bytes);
            json.WriteNumber("seconds"u8, Math.Round(Elapsed.TotalSeconds, 6));
            json.WriteNumber("cpu_seconds"u8, Math.Round(Environment.CpuUsage.TotalTime.TotalSeconds, 6));
            json.WriteNumber("peak_rss_bytes"u8, PeakResidentBytes());
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
    }

    // On Linux PeakWorkingSet64 is 0; VmHWM is the kernel's own high-water mark in KiB
    // (https://man7.org/linux/man-pages/man5/proc_pid_status.5.html).
    private static long PeakResidentBytes()
    {
        if (!OperatingSystem.IsLinux())
        {
            using Process process = Process.GetCurrentProcess();
            return process.PeakWorkingSet64;
        }

        foreach (string line in File.ReadLines("/proc/self/status"))
        {
            if (line.StartsWith("VmHWM:", StringComparison.Ordinal))
            {
                return long.Parse(line.AsSpan(6).Trim(" \tkB"), NumberStyles.None, CultureInfo.InvariantCulture) * 1024;
            }
        }

        return Environment.WorkingSet;
    }
}
