using Quarry.Contracts;
using Quarry.Plugins.PostgreSql.Connecting.Tls;
using Quarry.Plugins.PostgreSql.Errors;
using Quarry.Plugins.PostgreSql.Wire;

namespace Quarry.Plugins.PostgreSql.Connecting;

/// <summary>A cancel request on a connection of its own. Source: https://www.postgresql.org/docs/current/protocol-flow.html#PROTOCOL-FLOW-CANCELING-REQUESTS.</summary>
internal static class CancelRequest
{
    private const int Code = 80877102;

    public static void Send(Peer peer, (int Process, int Secret) key, DriverHost host, CancellationToken cancellationToken)
    {
        using var attempt = new Attempt(peer.Settings.ConnectTimeout, host.Clock, cancellationToken);
        using var connection = new Connection(Sockets.Connect(peer, attempt), peer, host.Memory);
        try
        {
            if (peer.IsTls)
            {
                // The lease on a credential has ended: only a file's certificate can be shown, and the server asks for none before a cancel request.
                using ClientCertificate? client = ClientCertificate.Load(peer.Settings, null);
                if (!peer.Settings.DirectTls && !TlsHandshake.Ask(connection))
                {
                    throw TlsErrors.NotOffered(peer.Host);
                }

                TlsHandshake.Run(connection, peer.Settings, peer.Host, ServerTrust.Of(peer.Settings, peer.Host), client);
            }

            SendBuffer send = connection.Output;
            send.Begin(0);
            send.Int32(Code);
            send.Int32(key.Process);
            send.Int32(key.Secret);
            send.End();
            connection.Send();
        }
        catch (QuarryException)
        {
            attempt.ThrowIfEnded(peer.Place);
            throw;
        }

        WaitForClose(connection);
        attempt.ThrowIfEnded(peer.Place);
    }

    private static void WaitForClose(Connection connection)
    {
        try
        {
            Span<byte> rest = stackalloc byte[64];
            while (connection.Receive(rest) > 0)
            {
            }
        }
        catch (QuarryException)
        {
            // The server answers nothing: it closes.
        }
    }
}
