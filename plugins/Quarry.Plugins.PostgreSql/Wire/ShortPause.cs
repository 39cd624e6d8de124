using System.Runtime.InteropServices;

namespace Quarry.Plugins.PostgreSql.Wire;

/// <summary>A pause in which the server fills the socket: it sends 8 KiB at a time, and to be woken for each of them is what a fast reader spends most on.</summary>
/// <remarks>
/// Ten million rows of lineitem over a Unix socket, client CPU and wall: no pause 2.95 and 7.4 s, 50 µs 2.5 and 6.0, 100 µs 2.4 and 6.1, 150 µs 2.2 and 6.1, 200 µs 2.1 and 6.5,
/// 300 µs 2.2 and 7.9: such a socket holds 208 KiB, and then the server waits. Linux wakes some 50 µs later than it is told (timerslack).
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
