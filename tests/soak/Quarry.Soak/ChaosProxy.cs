using System.Net;
using System.Net.Sockets;
using Quarry.Fixtures.PostgreSql;

namespace Quarry.Soak;

/// <summary>Stands between the source and the server on loopback TCP, and harms connections that exist when it is told to.</summary>
internal sealed class ChaosProxy : IAsyncDisposable
{
    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly UnixDomainSocketEndPoint _server;
    private readonly CancellationTokenSource _stop = new();
    private readonly Lock _gate = new();
    private readonly HashSet<Relay> _relays = [];
    private readonly Task _accepting;

    public ChaosProxy(PostgreSqlServer server)
    {
        _server = new(Path.Combine(server.SocketDirectory, $".s.PGSQL.{server.Port}"));
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Listen(256);
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndPoint!).Port;

    /// <summary>Connections that stand now.</summary>
    public int Open
    {
        get
        {
            lock (_gate)
            {
                return _relays.Count;
            }
        }
    }

    /// <summary>Resets connections, as a firewall that forgot them does.</summary>
    public void Reset(Random random, double share) => Each(random, share, static relay => relay.Reset());

    /// <summary>Lets connections stand, and nothing through.</summary>
    public void BlackHole(Random random, double share) => Each(random, share, static relay => relay.IsBlackHole = true);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Dispose();
        await _accepting;
        lock (_gate)
        {
            foreach (Relay relay in _relays)
            {
                relay.Reset();
            }
        }

        _stop.Dispose();
    }

    private void Each(Random random, double share, Action<Relay> harm)
    {
        lock (_gate)
        {
            foreach (Relay relay in _relays)
            {
                if (random.NextDouble() < share)
                {
                    harm(relay);
                }
            }
        }
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var relay = new Relay(await _listener.AcceptAsync(_stop.Token));
                lock (_gate)
                {
                    _relays.Add(relay);
                }

                _ = ServeAsync(relay);
            }
        }
        catch (Exception error) when (error is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The soak is over.
        }
    }

    private async Task ServeAsync(Relay relay)
    {
        await relay.RunAsync(_server);
        lock (_gate)
        {
            _relays.Remove(relay);
        }
    }

    private sealed class Relay(Socket client) : IDisposable
    {
        private readonly Socket _server = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);

        public volatile bool IsBlackHole;

        public void Reset()
        {
            try
            {
                client.LingerState = new(true, 0);
            }
            catch (ObjectDisposedException)
            {
                // It ends by itself this moment.
            }

            Dispose();
        }

        public void Dispose()
        {
            client.Dispose();
            _server.Dispose();
        }

        public async Task RunAsync(UnixDomainSocketEndPoint server)
        {
            try
            {
                client.NoDelay = true;
                await _server.ConnectAsync(server);
                await Task.WhenAll(PassAsync(client, _server), PassAsync(_server, client));
            }
            catch (Exception error) when (error is SocketException or ObjectDisposedException)
            {
                // One of the ends has gone.
            }
            finally
            {
                Dispose();
            }
        }

        private async Task PassAsync(Socket from, Socket to)
        {
            byte[] buffer = new byte[16 << 10];
            try
            {
                while (await from.ReceiveAsync(buffer) is > 0 and var count)
                {
                    for (int sent = 0; sent < count && !IsBlackHole;)
                    {
                        sent += await to.SendAsync(buffer.AsMemory(sent, count - sent));
                    }
                }
            }
            finally
            {
                // Either end takes the other along, as the death of a host does.
                from.Dispose();
                to.Dispose();
            }
        }
    }
}
