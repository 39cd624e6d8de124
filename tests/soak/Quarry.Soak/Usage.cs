using System.Globalization;

namespace Quarry.Soak;

/// <summary>What the process holds at one moment.</summary>
internal sealed record Usage(TimeSpan At, long Heap, int Threads, int Descriptors, long Batches)
{
    public static string Header { get; } = $"{"at",8} {"heap KiB",10} {"threads",8} {"fds",6} {"batch KiB",10}  pool";

    /// <summary>Measures, after a full collection.</summary>
    public static Usage Now(TimeSpan at, QuarryEngine engine)
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        return new(at, GC.GetTotalMemory(forceFullCollection: true), CountThreads(), CountDescriptors(), engine.Memory.RentedBytes);
    }

    public static int CountThreads() => Directory.GetFileSystemEntries("/proc/self/task").Length;

    public static int CountDescriptors() => Directory.GetFileSystemEntries("/proc/self/fd").Length;

    public string Line(string pool) => string.Create(CultureInfo.InvariantCulture,
        $"{At,8:hh\\:mm\\:ss} {Heap / 1024,10} {Threads,8} {Descriptors,6} {Batches / 1024,10}  {pool}");
}
