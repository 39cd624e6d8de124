using System.Net;
using System.Net.Sockets;

namespace Quarry.PostgreSql.ServerTests.Connecting;

/// <summary>An address that answers nothing: its queue of connections is full, so that the system drops the next one's packets.</summary>
internal sealed class FullListener : IDisposable
{
    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly List<Socket> _fill = [];

    public FullListener()
    {
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Listen(0);
        for (int i = 0; i < 4; i++)
        {
            var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { Blocking = false };
            _fill.Add(socket);
            try
            {
                socket.Connect(_listener.LocalEndPoint!);
            }
            catch (SocketException)
            {
                // In progress, and for ever.
            }
        }
    }

    public string Address => _listener.LocalEndPoint!.ToString()!;

    public void Dispose()
    {
        _fill.ForEach(socket => socket.Dispose());
        _listener.Dispose();
    }
}
