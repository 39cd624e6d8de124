using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Quarry.Contracts;

namespace Quarry.PostgreSql.ServerTests.Connecting;

/// <summary>Direct TLS, which servers understand from 17 on, against a responder of our own; and certificates that a real server would not start with.</summary>
public sealed class DirectTlsTests : IDisposable
{
    private readonly TestAuthority _authority = new("direct");
    private readonly string _root = Path.GetTempFileName();

    public DirectTlsTests() => File.WriteAllText(_root, _authority.Pem);

    public void Dispose() => File.Delete(_root);

    [Fact]
    public async Task The_handshake_comes_first_and_agrees_on_the_protocol()
    {
        using X509Certificate2 certificate = _authority.Issue("db", TestAuthority.ForLoopback);
        await using ScriptedServer server = Responder(certificate, "postgresql");
        await using (Session session = await Connect.OpenAsync(Direct(server, "verify-full")))
        {
            session.Server.Facts["tls"].Should().StartWith("Tls");
        }

        await server.AllClosedAsync();
    }

    [Fact]
    public async Task A_server_without_the_protocol_is_refused()
    {
        using X509Certificate2 certificate = _authority.Issue("db", TestAuthority.ForLoopback);
        await using ScriptedServer server = Responder(certificate, null);
        (await Connect.FailsAsync(Direct(server, "require"))).Should().Match<QuarryException>(error => error.Code == 21031 && error.Message.Contains("ALPN", StringComparison.Ordinal));
        await server.AllClosedAsync();
    }

    [Fact]
    public async Task An_expired_certificate_is_refused()
    {
        using X509Certificate2 certificate = _authority.Issue("db", TestAuthority.ForLoopback, expired: true);
        await using ScriptedServer server = Responder(certificate, "postgresql");
        (await Connect.FailsAsync(Direct(server, "verify-ca"))).Should().Match<QuarryException>(error => error.Code == 21031 && error.Message.Contains("NotTimeValid", StringComparison.Ordinal));
        await server.AllClosedAsync();
    }

    [Theory]
    [InlineData("verify-ca", true)]
    [InlineData("verify-full", false)]
    public async Task A_certificate_for_another_host(string mode, bool opens)
    {
        using X509Certificate2 certificate = _authority.Issue("127.0.0.1", names => names.AddIpAddress(System.Net.IPAddress.Parse("192.0.2.1")));
        await using ScriptedServer server = Responder(certificate, "postgresql");
        if (opens)
        {
            await (await Connect.OpenAsync(Direct(server, mode))).DisposeAsync();
        }
        else
        {
            (await Connect.FailsAsync(Direct(server, mode))).Message.Should().Contain("is not for the host");
        }
    }

    private Target Direct(ScriptedServer server, string mode) => Connect.Target(server.Address, "app", "sslnegotiation=direct", $"sslmode={mode}", $"sslrootcert={_root}");

    private static ScriptedServer Responder(X509Certificate2 certificate, string? protocol) => new(async (_, stream) =>
    {
        await using var tls = new SslStream(stream, leaveInnerStreamOpen: true);
        try
        {
            await tls.AuthenticateAsServerAsync(new SslServerAuthenticationOptions
            {
                ServerCertificate = certificate,
                ApplicationProtocols = protocol is null ? null : [new(protocol)],
            });
            await ScriptedServer.ReadStartUpAsync(tls);
            await tls.WriteAsync((byte[])[.. ScriptedServer.Authentication(0), .. ScriptedServer.Status("server_version", "17.2"), .. ScriptedServer.Ready]);
            while (await tls.ReadAsync(new byte[64]) > 0)
            {
            }
        }
        catch (Exception error) when (error is System.Security.Authentication.AuthenticationException)
        {
            // The client does not like the certificate.
        }
    });
}
