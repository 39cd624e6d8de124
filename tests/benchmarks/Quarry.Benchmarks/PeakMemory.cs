namespace Quarry.Benchmarks;

internal static class PeakMemory
{
    /// <summary>The process's peak resident set, as the kernel counts it.</summary>
    public static long Bytes()
    {
        string line = File.ReadLines("/proc/self/status").First(text => text.StartsWith("VmHWM:", StringComparison.Ordinal));
        return long.Parse(line.AsSpan(6, line.IndexOf("kB", StringComparison.Ordinal) - 6).Trim()) * 1024;
    }
}
