using Quarry.Contracts;
using Quarry.Plugins.PostgreSql.Connecting.Authentication;
using Quarry.Plugins.PostgreSql.Errors;
using Quarry.Plugins.PostgreSql.Sessions;
using Quarry.Plugins.PostgreSql.Wire;

namespace Quarry.Plugins.PostgreSql.Connecting;

/// <summary>Logs in on a connection. Source: https://www.postgresql.org/docs/current/protocol-flow.html#PROTOCOL-FLOW-START-UP.</summary>
internal sealed class StartUp(Connection connection, TargetSessionAttributes wanted, DriverHost host)
{
    private const int ProtocolVersion = 3 << 16;

    // libpq takes 30 000 bytes of an error before the login, and 2 000 of all else.
    private const int MessageLimit = 64 << 10;

    private readonly PostgreSqlSettings _settings = connection.Peer.Settings;

    public Link Run()
    {
        var link = new Link(connection, host.Log);
        connection.Input.MessageLimit = MessageLimit;
        SendStartUp(link.Output);
        connection.Send();
        try
        {
            using var authenticator = new Authenticator(link, host);
            authenticator.Run();
            link.Expect(Backend.ReadyForQuery);
        }
        catch (QuarryException error) when (error.Code == ErrorCodes.Server)
        {
            throw PgErrors.Refused(connection.Peer, error);
        }

        connection.Input.MessageLimit = ReceiveBuffer.MaxMessage;
        if (link.Parameters.GetValueOrDefault("client_encoding", "UTF8") is var encoding && !encoding.Equals("UTF8", StringComparison.OrdinalIgnoreCase) && encoding != "UTF-8" && encoding != "UNICODE")
        {
            throw PgErrors.EncodingNotUtf8(encoding);
        }

        if (SessionAttributes.Mismatch(link, wanted) is { } mismatch)
        {
            link.Output.Terminate();
            connection.Send();
            throw PgErrors.SessionAttributes(connection.Peer.Place, mismatch);
        }

        link.Server = ServerIdentity.Of(link);
        return link;
    }

    private void SendStartUp(SendBuffer send)
    {
        send.Begin(0);
        send.Int32(ProtocolVersion);
        foreach ((string name, string value) in (ReadOnlySpan<(string, string)>)
            [("user", _settings.User), ("database", _settings.Database), ("application_name", _settings.ApplicationName), ("options", _settings.ServerOptions),
             ("client_encoding", "UTF8"), ("DateStyle", "ISO"), ("IntervalStyle", "postgres")])
        {
            if (value.Length > 0)
            {
                send.String(name);
                send.String(value);
            }
        }

        send.Byte(0);
        send.End();
    }
}
