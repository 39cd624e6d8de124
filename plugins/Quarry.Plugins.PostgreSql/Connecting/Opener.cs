using Quarry.Contracts;
using Quarry.Plugins.PostgreSql.Connecting.Tls;
using Quarry.Plugins.PostgreSql.Errors;
using Quarry.Plugins.PostgreSql.Sessions;
using Quarry.Plugins.PostgreSql.Wire;

namespace Quarry.Plugins.PostgreSql.Connecting;

/// <summary>Opens a link to one address, with and without TLS as <c>sslmode</c> says. On the session's thread.</summary>
internal sealed class Opener(Peer peer, TargetSessionAttributes wanted, DriverHost host)
{
    private readonly PostgreSqlSettings _settings = peer.Settings;
    private bool _isTls;

    /// <summary>Connects and logs in.</summary>
    /// <exception cref="QuarryException">The server was not reached, refuses us, or is not the wanted kind.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public Link Open(CancellationToken cancellationToken)
    {
        using var attempt = new Attempt(_settings.ConnectTimeout, host.Clock, cancellationToken);
        try
        {
            Link link = OpenAsModeSays(attempt);
            try
            {
                attempt.Succeed();
                return link;
            }
            catch
            {
                link.Connection.Dispose();
                throw;
            }
        }
        catch (Exception error) when (error is QuarryException or OperationCanceledException or ObjectDisposedException)
        {
            attempt.ThrowIfEnded(peer.Place);
            throw;
        }
    }

    private Link OpenAsModeSays(Attempt attempt)
    {
        SslMode mode = peer.Host.IsUnixSocket ? SslMode.Disable : _settings.SslMode;
        try
        {
            return OpenOnce(attempt, tls: mode > SslMode.Allow, mayStayBare: mode == SslMode.Prefer);
        }
        catch (QuarryException error) when (mode == SslMode.Prefer && _isTls && (error.Code == ErrorCodes.TlsHandshake || IsRefusedByAccessRule(error)))
        {
            attempt.ThrowIfEnded(peer.Place);
            NotEncrypted(error.Message);
            return OpenOnce(attempt, tls: false, mayStayBare: true);
        }
        catch (QuarryException error) when (mode == SslMode.Allow && IsRefusedByAccessRule(error))
        {
            host.Log.Write(DriverLogLevel.Information, EventIds.EncryptedAfterAll, $"{peer.Place} refuses sessions without TLS ({error.Message}); sslmode=allow tries with it.");
            return OpenOnce(attempt, tls: true, mayStayBare: false);
        }
    }

    // pg_hba.conf decides by TLS as well. A wrong password (28P01) is not sent again.
    private static bool IsRefusedByAccessRule(QuarryException error) => error is { Code: ErrorCodes.AuthenticationRefused, SqlState: "28000" };

    private Link OpenOnce(Attempt attempt, bool tls, bool mayStayBare)
    {
        var connection = new Connection(Sockets.Connect(peer, attempt), peer, host.Memory);
        try
        {
            if (tls)
            {
                Secure(connection, mayStayBare);
            }

            if (connection.Tls is null && host.Credential is { Kind: CredentialKind.Certificate })
            {
                throw AuthenticationErrors.CredentialUnusable(CredentialKind.Certificate);
            }

            return new StartUp(connection, wanted, host).Run();
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private void Secure(Connection connection, bool mayStayBare)
    {
        var trust = ServerTrust.Of(_settings, peer.Host);
        using ClientCertificate? client = ClientCertificate.Load(_settings, host.Credential);
        if (_settings.DirectTls || TlsHandshake.Ask(connection))
        {
            _isTls = true;
            TlsHandshake.Run(connection, _settings, peer.Host, trust, client);
        }
        else if (mayStayBare)
        {
            NotEncrypted("the server does not offer TLS");
        }
        else
        {
            throw TlsErrors.NotOffered(peer.Host);
        }
    }

    private void NotEncrypted(string cause)
        => host.Log.Write(DriverLogLevel.Warning, EventIds.NotEncrypted, $"The connection to {peer.Place} is not encrypted, which sslmode=prefer allows: {cause.TrimEnd('.')}. Write sslmode=require to refuse that, or sslmode=disable if it is meant.");
}
