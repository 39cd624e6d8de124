using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Quarry.Plugins.PostgreSql.Wire;

/// <summary>Sends what a socket takes at once, and says how much that was.</summary>
/// <remarks>The runtime's Send returns 0 with an error when it runs into its time limit, also where a part was sent before: whoever sends the rest then sends
/// that part twice. Source: send(2), https://man7.org/linux/man-pages/man2/send.2.html.</remarks>
internal static unsafe partial class PartialSend
{
    private const int DontWait = 0x40;
    private const int NoSignal = 0x4000;
    private const int Interrupted = 4;
    private const int WouldBlock = 11;

    // A socket that can be written has more room than that.
    private const int SmallPiece = 2048;

    /// <param name="socket">The socket, which blocks by itself.</param>
    /// <param name="bytes">What to send, 1 or more.</param>
    /// <returns>Bytes sent, 0 if the socket takes none now.</returns>
    /// <exception cref="IOException">The connection has ended.</exception>
    public static int Send(Socket socket, ReadOnlySpan<byte> bytes)
    {
        if (!OperatingSystem.IsLinux())
        {
            return socket.Poll(0, SelectMode.SelectWrite) ? socket.Send(bytes[..Math.Min(bytes.Length, SmallPiece)]) : 0;
        }

        fixed (byte* data = bytes)
        {
            nint sent = Send(socket.SafeHandle, data, (nuint)bytes.Length, DontWait | NoSignal);
            return sent >= 0 ? (int)sent : Marshal.GetLastPInvokeError() is Interrupted or WouldBlock ? 0 : throw new IOException(Marshal.GetLastPInvokeErrorMessage());
        }
    }

    [LibraryImport("libc", EntryPoint = "send", SetLastError = true)]
    private static partial nint Send(SafeSocketHandle socket, byte* data, nuint length, int flags);
}
