using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Quarry.PostgreSql.ServerTests.Connecting;

/// <summary>A server that says what a script tells it to, right or wrong, and notes what became of its connections.</summary>
internal sealed class ScriptedServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Func<ScriptedServer, NetworkStream, Task> _script;
    private readonly CancellationTokenSource _stop = new();
    private readonly List<Task> _connections = [];
    private readonly Task _accepting;

    public ScriptedServer(Func<ScriptedServer, NetworkStream, Task> script)
    {
        _script = script;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public string Address => string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}");

    /// <summary>All that clients sent after the start-up.</summary>
    public List<byte[]> Received { get; } = [];

    public static byte[] Message(char type, params byte[] content)
    {
        byte[] message = new byte[5 + content.Length];
        message[0] = (byte)type;
        BinaryPrimitives.WriteInt32BigEndian(message.AsSpan(1), content.Length + 4);
        content.CopyTo(message, 5);
        return message;
    }

    public static byte[] Authentication(int request, params byte[] content)
    {
        byte[] all = new byte[4 + content.Length];
        BinaryPrimitives.WriteInt32BigEndian(all, request);
        content.CopyTo(all, 4);
        return Message('R', all);
    }

    public static byte[] Status(string name, string value) => Message('S', Encoding.UTF8.GetBytes($"{name}\0{value}\0"));

    public static byte[] Ready { get; } = Message('Z', (byte)'I');

    public static byte[] Error(string severity, string state, string text) => Message('E', Encoding.UTF8.GetBytes($"S{severity}\0V{severity}\0C{state}\0M{text}\0\0"));

    public static byte[] Row(string value)
    {
        byte[] text = Encoding.UTF8.GetBytes(value);
        return Message('D', [0, 1, 0, 0, 0, (byte)text.Length, .. text]);
    }

    /// <summary>Reads the start-up packet or another message without a type.</summary>
    public static async Task<byte[]> ReadStartUpAsync(Stream stream)
    {
        byte[] length = new byte[4];
        await stream.ReadExactlyAsync(length);
        byte[] rest = new byte[BinaryPrimitives.ReadInt32BigEndian(length) - 4];
        await stream.ReadExactlyAsync(rest);
        return rest;
    }

    /// <summary>Reads a message and returns its content.</summary>
    public async Task<byte[]> ReadAsync(Stream stream)
    {
        await stream.ReadExactlyAsync(new byte[1]);
        byte[] content = await ReadStartUpAsync(stream);
        lock (Received)
        {
            Received.Add(content);
        }

        return content;
    }

    /// <summary>Waits until the client has closed every connection.</summary>
    public async Task AllClosedAsync()
    {
        Task[] connections;
        lock (_connections)
        {
            connections = [.. _connections];
        }

        await Task.WhenAll(connections).WaitAsync(TimeSpan.FromSeconds(30));
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _accepting;
        _listener.Stop();
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                TcpClient client = await _listener.AcceptTcpClientAsync(_stop.Token);
                lock (_connections)
                {
                    _connections.Add(ServeAsync(client));
                }
            }
        }
        catch (Exception error) when (error is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            NetworkStream stream = client.GetStream();
            try
            {
                await _script(this, stream);
                client.Client.Shutdown(SocketShutdown.Send);
                while (await stream.ReadAsync(new byte[256], _stop.Token) > 0)
                {
                }
            }
            catch (Exception error) when (error is IOException or OperationCanceledException or SocketException or EndOfStreamException)
            {
                // The client has hung up, which some scripts wait for.
            }
        }
    }
}
