using System.Runtime.InteropServices;

namespace Quarry.Benchmarks;

/// <summary>CPU time, user and kernel, of this process and of those of its children that have ended.</summary>
internal static partial class ProcessCpu
{
    private const int Children = -1;

    public static TimeSpan Total
    {
        get
        {
            // struct rusage of 64-bit Linux and macOS: two timevals, then 14 longs.
            Span<long> usage = stackalloc long[18];
            return GetUsage(Children, usage) == 0
                ? Environment.CpuUsage.TotalTime + TimeSpan.FromSeconds(usage[0] + usage[2]) + TimeSpan.FromMicroseconds((int)usage[1] + (int)usage[3])
                : throw new InvalidOperationException("getrusage failed.");
        }
    }

    [LibraryImport("libc", EntryPoint = "getrusage")]
    private static partial int GetUsage(int who, Span<long> usage);
}
