using System.Net.Sockets;

namespace Quarry.Plugins.PostgreSql.Wire;

/// <summary>Calls of a socket that mean the same whether it blocks by itself or not.</summary>
internal static class SocketExtensions
{
    /// <summary>Waits for bytes.</summary>
    /// <returns>How many came; 0 when the peer has closed the connection.</returns>
    public static int ReceiveSome(this Socket socket, Span<byte> into)
    {
        while (true)
        {
            int received = socket.Receive(into, SocketFlags.None, out SocketError error);
            if (error == SocketError.Success)
            {
                return received;
            }

            ThrowUnlessFull(error);
            // By a system call of its own, not by the runtime's socket engine.
            socket.Poll(-1, SelectMode.SelectRead);
        }
    }

    /// <summary>Sends what the socket takes.</summary>
    /// <returns>How many bytes, 0 if it takes nothing now.</returns>
    public static int SendSome(this Socket socket, ReadOnlySpan<byte> bytes)
    {
        int sent = socket.Send(bytes, SocketFlags.None, out SocketError error);
        if (error != SocketError.Success)
        {
            ThrowUnlessFull(error);
        }

        return sent;
    }

    private static void ThrowUnlessFull(SocketError error)
    {
        if (error != SocketError.WouldBlock)
        {
            throw new SocketException((int)error);
        }
    }
}
