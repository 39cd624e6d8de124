using System.Net.Sockets;

namespace Quarry.Benchmarks.PostgreSql;

/// <summary>Stands between a client and the server for one connection, and writes down what passes.</summary>
internal static class Recorder
{
    /// <summary>Serves one client.</summary>
    /// <param name="listen">The socket that the client connects to; it listens already.</param>
    /// <param name="server">The server's socket.</param>
    public static Recording Record(Socket listen, string server)
    {
        using Socket client = listen.Accept();
        using var upstream = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        upstream.Connect(new UnixDomainSocketEndPoint(server));
        var sent = new MemoryStream();
        var received = new MemoryStream();
        var pieces = new List<(int After, int Length)>();
        byte[] buffer = new byte[1 << 20];
        while (true)
        {
            var ready = new List<Socket> { client, upstream };
            Socket.Select(ready, null, null, -1);
            // The client first: what it had sent before the server's bytes were seen, it sends again without them.
            if (ready.Contains(client))
            {
                int count = client.Receive(buffer);
                if (count == 0)
                {
                    return new(sent.ToArray(), pieces, received.ToArray());
                }

                sent.Write(buffer, 0, count);
                SendAll(upstream, buffer.AsSpan(0, count));
            }
            else
            {
                int count = upstream.Receive(buffer);
                if (count == 0)
                {
                    return new(sent.ToArray(), pieces, received.ToArray());
                }

                received.Write(buffer, 0, count);
                Add(pieces, (int)sent.Length, count);
                SendAll(client, buffer.AsSpan(0, count));
            }
        }
    }

    public static void SendAll(Socket socket, ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            bytes = bytes[socket.Send(bytes)..];
        }
    }

    private static void Add(List<(int After, int Length)> pieces, int after, int length)
    {
        if (pieces.Count > 0 && pieces[^1].After == after)
        {
            pieces[^1] = (after, pieces[^1].Length + length);
        }
        else
        {
            pieces.Add((after, length));
        }
    }
}
