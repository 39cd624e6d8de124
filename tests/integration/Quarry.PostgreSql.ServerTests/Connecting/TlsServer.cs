using System.Security.Cryptography.X509Certificates;
using Quarry.Fixtures.PostgreSql;

namespace Quarry.PostgreSql.ServerTests.Connecting;

/// <summary>A server with TLS, with users for each way of logging in, and the files of certificates beside it.</summary>
public sealed class TlsServer : IAsyncLifetime
{
    private readonly TestAuthority _authority = new("Quarry test authority");
    private PostgreSqlServer? _server;

    public PostgreSqlServer Server => _server!;

    public DirectoryInfo Files { get; } = Directory.CreateTempSubdirectory("quarry-tls-");

    public string Root => In("root.crt");

    public string OtherRoot => In("other.crt");

    public byte[] ClientPkcs12 { get; private set; } = [];

    public string In(string name) => Path.Combine(Files.FullName, name);

    public async Task InitializeAsync()
    {
        File.WriteAllText(Root, _authority.Pem);
        File.WriteAllText(OtherRoot, new TestAuthority("somebody else").Pem);
        using X509Certificate2 client = _authority.Issue("certified");
        TestAuthority.Write(client, In("client.crt"), In("client.key"));
        ClientPkcs12 = client.Export(X509ContentType.Pkcs12);
        File.WriteAllBytes(In("client.p12"), ClientPkcs12);
        File.SetUnixFileMode(In("client.p12"), UnixFileMode.UserRead | UnixFileMode.UserWrite);
        _server = await PostgreSqlServer.StartAsync(new()
        {
            Settings = ["ssl = on", "ssl_ca_file = 'root.crt'"],
            Access =
            [
                "local all all trust", "hostssl all certified 127.0.0.1/32 cert", "host all hashed 127.0.0.1/32 md5", "host all clear 127.0.0.1/32 password",
                "host all scrambled 127.0.0.1/32 scram-sha-256", "host all unicode 127.0.0.1/32 scram-sha-256", "hostssl all onlytls 127.0.0.1/32 trust",
                "hostnossl all onlybare 127.0.0.1/32 trust", "host all rejected 127.0.0.1/32 reject", "host all trusted 127.0.0.1/32 trust",
                "host all named 127.0.0.1/32 ident",
            ],
            Prepare = data =>
            {
                using X509Certificate2 certificate = _authority.Issue("postgres", TestAuthority.ForLoopback);
                TestAuthority.Write(certificate, Path.Combine(data.FullName, "server.crt"), Path.Combine(data.FullName, "server.key"));
                File.WriteAllText(Path.Combine(data.FullName, "root.crt"), _authority.Pem);
            },
        });
        await _server.PsqlAsync("create role certified login; create role onlytls login; create role onlybare login; create role rejected login; create role trusted login; create role named login; "
            + "create role clear login password 'open sesame'; create role scrambled login password 's3cret, with = and ,'; create role unicode login password 'pässwörtчерный';"
            + "set password_encryption = md5; create role hashed login password 'hash browns'");
    }

    public async Task DisposeAsync()
    {
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }

        Files.Delete(recursive: true);
    }
}
