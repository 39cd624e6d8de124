using System.Net;
using System.Net.Sockets;
using Quarry.Fixtures.PostgreSql;

namespace Quarry.PostgreSql.ServerTests.Faults;

/// <summary>Stands between the driver and a real server on loopback TCP, and harms the first connection where a test says. Others, which carry
/// cancel requests, pass.</summary>
internal sealed class FaultProxy : IAsyncDisposable
{
    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly UnixDomainSocketEndPoint _server;
    private readonly CancellationTokenSource _stop = new();
    private readonly TaskCompletionSource _struck = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<Task> _connections = [];
    private readonly Task _accepting;
    private readonly Lock _gate = new();
    private readonly TaskCompletionSource _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Toxic _toxic;
    private int _requests;
    private long _left;

    public FaultProxy(PostgreSqlServer server)
    {
        _server = new(Path.Combine(server.SocketDirectory, $".s.PGSQL.{server.Port}"));
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Listen(16);
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndPoint!).Port;

    /// <summary>Bytes of the server that the driver's end of the first connection took.</summary>
    public long Passed { get; private set; }

    /// <summary>Completes when the toxic has had its effect.</summary>
    public Task Struck => _struck.Task;

    /// <summary>Completes when a statement has been parsed and asked for since <see cref="Arm"/>, or will never be.</summary>
    public Task Asked => Task.WhenAny(_asked.Task, Struck);

    /// <summary>Harms the first connection once so many more bytes of the server have passed, when the next would.</summary>
    public void Arm(Toxic toxic, long after)
    {
        lock (_gate)
        {
            (_toxic, _left, _requests) = (toxic, after, 0);
        }
    }

    /// <summary>Completes when the driver has closed all of its connections, or the proxy has.</summary>
    public Task AllClosedAsync()
    {
        lock (_gate)
        {
            return Task.WhenAll(_connections).WaitAsync(TimeSpan.FromSeconds(60));
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Dispose();
        await _accepting;
        await AllClosedAsync();
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            for (bool isFirst = true; ; isFirst = false)
            {
                Socket client = await _listener.AcceptAsync(_stop.Token);
                lock (_gate)
                {
                    _connections.Add(ServeAsync(client, isFirst));
                }
            }
        }
        catch (Exception error) when (error is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task ServeAsync(Socket client, bool isFirst)
    {
        using var server = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        using (client)
        {
            try
            {
                client.NoDelay = true;
                // A small window, so that a driver that reads nothing is noticed.
                client.SendBufferSize = 16 << 10;
                await server.ConnectAsync(_server, _stop.Token);
                Task answers = isFirst ? HarmAsync(server, client) : PassAsync(server, client, isSession: false);
                await PassAsync(client, server, isFirst);
                server.Shutdown(SocketShutdown.Both);
                await answers;
            }
            catch (Exception error) when (error is SocketException or OperationCanceledException or ObjectDisposedException)
            {
                // One of the ends has gone.
            }
        }
    }

    private async Task PassAsync(Socket from, Socket to, bool isSession)
    {
        byte[] buffer = new byte[16 << 10];
        try
        {
            while (await from.ReceiveAsync(buffer, _stop.Token) is > 0 and var count)
            {
                // The driver sends what is to be parsed and what is to be run one after the other.
                if (isSession && Interlocked.Increment(ref _requests) == 2)
                {
                    _asked.TrySetResult();
                }

                if (to.Connected)
                {
                    await SendAsync(to, buffer.AsMemory(0, count));
                }
            }

            to.Shutdown(SocketShutdown.Send);
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException)
        {
            // An end of this connection like another.
        }
    }

    private async Task HarmAsync(Socket server, Socket client)
    {
        byte[] buffer = new byte[16 << 10];
        try
        {
            while (await server.ReceiveAsync(buffer, _stop.Token) is > 0 and var count)
            {
                (int whole, Toxic toxic) = Judge(count);
                await SendAsync(client, buffer.AsMemory(0, whole));
                Passed += whole;
                switch (toxic)
                {
                    case Toxic.Slice:
                        for (int i = whole; i < count; i++)
                        {
                            await SendAsync(client, buffer.AsMemory(i, 1));
                        }

                        break;
                    case Toxic.Flip:
                        buffer[whole] ^= 0xFF;
                        await SendAsync(client, buffer.AsMemory(whole, count - whole));
                        Arm(Toxic.None, 0);
                        break;
                    case Toxic.Cut:
                        client.Shutdown(SocketShutdown.Send);
                        break;
                    case Toxic.Reset:
                        client.LingerState = new(true, 0);
                        client.Close();
                        break;
                }

                if (toxic != Toxic.None)
                {
                    _struck.TrySetResult();
                }

                if (toxic is Toxic.Cut or Toxic.Reset or Toxic.BlackHole)
                {
                    return;
                }
            }

            client.Shutdown(SocketShutdown.Send);
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException)
        {
            // The driver has closed the connection.
        }
    }

    /// <summary>How many of the bytes pass unharmed, and what happens to the rest.</summary>
    private (int Whole, Toxic Toxic) Judge(int count)
    {
        lock (_gate)
        {
            if (_toxic == Toxic.None || _left >= count)
            {
                _left -= count;
                return (count, Toxic.None);
            }

            int whole = (int)_left;
            _left = 0;
            return (whole, _toxic);
        }
    }

    private async Task SendAsync(Socket to, ReadOnlyMemory<byte> bytes)
    {
        while (bytes.Length > 0)
        {
            bytes = bytes[await to.SendAsync(bytes, _stop.Token)..];
        }
    }
}
