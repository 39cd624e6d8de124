using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Quarry.Plugins.PostgreSql.Errors;
using Quarry.Plugins.PostgreSql.Wire;

namespace Quarry.Plugins.PostgreSql.Connecting.Tls;

/// <summary>Puts a connection under TLS. Source: https://www.postgresql.org/docs/current/protocol-flow.html#PROTOCOL-FLOW-SSL.</summary>
internal static class TlsHandshake
{
    private const int SslRequest = 80877103;
    private static readonly SslApplicationProtocol s_postgresql = new("postgresql");

    /// <summary>Asks whether the server offers TLS.</summary>
    public static bool Ask(Connection connection)
    {
        connection.Output.Begin(0);
        connection.Output.Int32(SslRequest);
        connection.Output.End();
        connection.Send();
        // One byte and not more, past the buffer: what follows belongs to the handshake.
        Span<byte> answer = stackalloc byte[1];
        connection.Receive(answer);
        // An ErrorResponse here was not authenticated by anything: its text is not shown (CVE-2024-10977).
        bool offered = answer[0] == 'S' || (answer[0] == 'N' ? false : throw PgErrors.Protocol("neither S nor N in answer to the request for TLS"));
        // Bytes in the clear that would be taken for those of the encrypted session (CVE-2021-23222).
        return connection.Available == 0 ? offered : throw TlsErrors.Injection();
    }

    /// <summary>Does the handshake.</summary>
    /// <param name="connection">Goes on under TLS.</param>
    /// <param name="settings">Versions and SNI.</param>
    /// <param name="host">Whom to name to the server.</param>
    /// <param name="trust">What its certificate has to show.</param>
    /// <param name="client">Our certificate, or null.</param>
    public static void Run(Connection connection, PostgreSqlSettings settings, PostgreSqlHost host, ServerTrust trust, ClientCertificate? client)
    {
        string? problem = null;
        var tls = new SslStream(connection.OpenStream(), leaveInnerStreamOpen: false);
        try
        {
            tls.AuthenticateAsClient(new SslClientAuthenticationOptions
            {
                TargetHost = settings.SslSni ? host.Name : "",
                EnabledSslProtocols = Protocols(settings),
                ApplicationProtocols = [s_postgresql],
                ClientCertificateContext = client?.Context,
                CertificateRevocationCheckMode = X509RevocationMode.NoCheck,
                CertificateChainPolicy = trust.Policy ?? new() { RevocationMode = X509RevocationMode.NoCheck, DisableCertificateDownloads = true },
                RemoteCertificateValidationCallback = (_, certificate, chain, errors) => (problem = trust.Problem(certificate, chain, errors)) is null,
            });
            if (settings.DirectTls && tls.NegotiatedApplicationProtocol != s_postgresql)
            {
                throw new AuthenticationException("the server did not choose the application protocol postgresql (ALPN), which sslnegotiation=direct needs");
            }

            connection.Secure(tls);
        }
        catch (Exception error) when (error is AuthenticationException or IOException or SocketException or ObjectDisposedException or InvalidOperationException)
        {
            tls.Dispose();
            throw TlsErrors.Handshake(host, problem ?? error.InnerException?.Message ?? error.Message);
        }
    }

    private static SslProtocols Protocols(PostgreSqlSettings settings)
        => (settings.SslMinVersion.Minor <= 2 ? SslProtocols.Tls12 : SslProtocols.None) | (settings.SslMaxVersion.Minor >= 3 ? SslProtocols.Tls13 : SslProtocols.None);
}
