using System.Runtime.InteropServices;

namespace Quarry.Plugins.PostgreSql.Wire;

/// <summary>A pause in which the server fills the socket: it sends 8 KiB at a time, and to be woken for each of them is what a fast reader spends most on.</summary>
/// <remarks>
/// lineitem over a Unix socket, client CPU and wall: no pause 0.48 and 1.48 s, 50 µs 0.38 and 1.19 s, 100 µs 0.36 and 1.22 s, 200 µs 0.32 and 1.30 s, 300 µs 1.56 s of wall:
/// then the server waits, for a Unix socket holds 208 KiB. Linux wakes some 50 µs later than it is told (timerslack).
/// </remarks>
internal static partial class ShortPause
{
    private const uint Microseconds = 150;
    private static readonly bool s_isOffered = OperatingSystem.IsLinux();

    /// <summary>Waits; not at all where the system has no such pause: Windows sleeps no less than a millisecond.</summary>
    public static void Wait()
    {
        if (s_isOffered)
        {
            _ = Sleep(Microseconds);
        }
    }

    [LibraryImport("libc", EntryPoint = "usleep")]
    private static partial int Sleep(uint microseconds);
}
