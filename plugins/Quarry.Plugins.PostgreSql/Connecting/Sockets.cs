using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using Quarry.Plugins.PostgreSql.Errors;

namespace Quarry.Plugins.PostgreSql.Connecting;

/// <summary>Opens a socket to a server.</summary>
internal static class Sockets
{
    private const int LinuxTcpUserTimeout = 18;

    /// <summary>Connects, blocking, until the attempt ends.</summary>
    /// <exception cref="Contracts.QuarryException">The server cannot be reached (Transport).</exception>
    public static Socket Connect(Peer peer, Attempt attempt)
    {
        Socket socket = peer.EndPoint is IPEndPoint address
            ? new(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true }
            : new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            if (peer.EndPoint is IPEndPoint)
            {
                Configure(socket, peer.Settings);
            }

            attempt.Watch(socket);
            socket.Connect(peer.EndPoint);
            return socket;
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException)
        {
            socket.Dispose();
            attempt.ThrowIfEnded(peer.Place);
            throw PgErrors.CannotConnect(peer.Place, error.Message);
        }
    }

    private static void Configure(Socket socket, PostgreSqlSettings settings)
    {
        if (settings.TcpUserTimeout > TimeSpan.Zero)
        {
            byte[] milliseconds = new byte[sizeof(int)];
            BinaryPrimitives.WriteInt32LittleEndian(milliseconds, (int)settings.TcpUserTimeout.TotalMilliseconds);
            socket.SetRawSocketOption((int)SocketOptionLevel.Tcp, LinuxTcpUserTimeout, milliseconds);
        }

        if (!settings.KeepAlives)
        {
            return;
        }

        socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
        Set(socket, SocketOptionName.TcpKeepAliveTime, settings.KeepAlivesIdle);
        Set(socket, SocketOptionName.TcpKeepAliveInterval, settings.KeepAlivesInterval);
        Set(socket, SocketOptionName.TcpKeepAliveRetryCount, settings.KeepAlivesCount);
    }

    private static void Set(Socket socket, SocketOptionName name, int value)
    {
        if (value > 0)
        {
            socket.SetSocketOption(SocketOptionLevel.Tcp, name, value);
        }
    }
}
