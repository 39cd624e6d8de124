using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Quarry.Contracts;
using Quarry.Plugins.PostgreSql.Errors;
using Quarry.Plugins.PostgreSql.Sessions;
using Quarry.Plugins.PostgreSql.Wire;

namespace Quarry.Plugins.PostgreSql.Connecting;

/// <summary>From settings to a link that is logged in. On the session's thread.</summary>
internal static class Connector
{
    private const int ProtocolVersion = 3 << 16;

    private const int CancelRequest = 80877102;

    /// <summary>Opens a link on the session's thread.</summary>
    /// <param name="thread">The thread; all that blocks runs there.</param>
    /// <param name="settings">Where to.</param>
    /// <param name="host">Credential, memory, clock and log.</param>
    /// <param name="cancellationToken">Ends the attempt: what blocks fails.</param>
    public static Task<Link> OpenAsync(SessionThread thread, PostgreSqlSettings settings, DriverHost host, CancellationToken cancellationToken)
        => thread.RunAsync(() => Open(settings, host));

    /// <summary>Asks the server that a session is connected to, to cancel what the session runs, on a connection of its own and a thread of its own.</summary>
    /// <param name="peer">The session's server (<see cref="Connection.Peer"/>): the same address and the same TLS mode are used.</param>
    /// <param name="key">The session's process and secret key.</param>
    /// <param name="host">Clock and log.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <returns>When the server has closed the connection, which it does after it has signalled the session's process.</returns>
    /// <exception cref="QuarryException">The server was not reached in time (Transport).</exception>
    public static async Task SendCancelAsync(Peer peer, (int Process, int Secret) key, DriverHost host, CancellationToken cancellationToken)
    {
        using var thread = new SessionThread("PostgreSQL cancel request");
        await thread.RunAsync(() =>
        {
            using var connection = new Connection(Connect(peer.Settings), peer, host.Memory);
            using CancellationTokenRegistration abort = cancellationToken.UnsafeRegister(state => ((Connection)state!).Abort(), connection);
            SendBuffer send = connection.Output;
            send.Begin(0);
            send.Int32(CancelRequest);
            send.Int32(key.Process);
            send.Int32(key.Secret);
            send.End();
            connection.Send();
            try
            {
                connection.Input.Require(1);
            }
            catch (QuarryException) when (!cancellationToken.IsCancellationRequested)
            {
                // The server answers nothing: it closes.
            }

            return true;
        }).ConfigureAwait(false);
    }

    private static Link Open(PostgreSqlSettings settings, DriverHost host)
    {
        Socket socket = Connect(settings);
        var connection = new Connection(socket, new(settings, socket.RemoteEndPoint!, IsTls: false), host.Memory);
        try
        {
            var link = new Link(connection, host.Log);
            LogIn(link, settings);
            string version = link.Parameters.GetValueOrDefault("server_version", "");
            link.Server = new() { Product = "PostgreSQL", Version = VersionOf(version), VersionText = version };
            return link;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private static Socket Connect(PostgreSqlSettings settings)
    {
        bool isUnix = settings.Host.StartsWith('/');
        var socket = isUnix
            ? new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified)
            : new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            if (isUnix)
            {
                socket.Connect(new UnixDomainSocketEndPoint(string.Create(CultureInfo.InvariantCulture, $"{settings.Host}/.s.PGSQL.{settings.Port}")));
            }
            else
            {
                socket.Connect(new DnsEndPoint(settings.Host, settings.Port));
            }

            return socket;
        }
        catch (SocketException error)
        {
            socket.Dispose();
            throw PgErrors.CannotConnect($"{settings.Host}:{settings.Port}", error.Message);
        }
    }

    private static void LogIn(Link link, PostgreSqlSettings settings)
    {
        SendBuffer send = link.Output;
        send.Begin(0);
        send.Int32(ProtocolVersion);
        foreach ((string name, string value) in (ReadOnlySpan<(string, string)>)
            [("user", settings.User), ("database", settings.Database), ("client_encoding", "UTF8"), ("DateStyle", "ISO"), ("IntervalStyle", "postgres")])
        {
            send.String(name);
            send.String(value);
        }

        send.Byte(0);
        send.End();
        link.Connection.Send();
        link.Expect(Backend.Authentication);
        link.Expect(Backend.ReadyForQuery);
    }

    private static Version VersionOf(string text)
    {
        int end = 0;
        while (end < text.Length && (char.IsAsciiDigit(text[end]) || text[end] == '.'))
        {
            end++;
        }

        string number = text[..end].TrimEnd('.');
        return Version.TryParse(number.Contains('.', StringComparison.Ordinal) ? number : number + ".0", out Version? version) ? version : new(0, 0);
    }
}
