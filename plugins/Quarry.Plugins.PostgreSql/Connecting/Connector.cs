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

    public static Link Open(PostgreSqlSettings settings, DriverHost host)
    {
        var connection = new Connection(Connect(settings), host.Memory);
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
