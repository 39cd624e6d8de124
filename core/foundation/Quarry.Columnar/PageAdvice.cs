using System.Runtime.InteropServices;

namespace Quarry.Columnar;

/// <summary>Gives the pages of memory that nobody uses back to the system, and keeps the addresses mapped.</summary>
internal static partial class PageAdvice
{
    // https://man7.org/linux/man-pages/man2/madvise.2.html: later reads of the range give zeros.
    private const int DontNeed = 4;

    // Below this the pages that lie wholly within a block are too few to count the block as given back.
    private const long SmallestBlock = 64 * 1024;

    /// <summary>Gives the whole pages of a block back; its content is lost.</summary>
    /// <returns>False if this system or size does not allow it.</returns>
    public static bool TryDiscard(nint address, long length)
    {
        if (!OperatingSystem.IsLinux() || length < SmallestBlock)
        {
            return false;
        }

        nint page = Environment.SystemPageSize;
        nint first = (address + page - 1) & ~(page - 1);
        nint end = (address + (nint)length) & ~(page - 1);
        return Advise(first, (nuint)(end - first), DontNeed) == 0;
    }

    [LibraryImport("libc", EntryPoint = "madvise")]
    private static partial int Advise(nint address, nuint length, int advice);
}
