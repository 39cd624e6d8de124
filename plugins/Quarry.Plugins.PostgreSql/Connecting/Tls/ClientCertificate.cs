using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Quarry.Contracts;
using Quarry.Plugins.PostgreSql.Errors;

namespace Quarry.Plugins.PostgreSql.Connecting.Tls;

/// <summary>The certificate that we show to the server, with those of the authorities between.</summary>
internal sealed class ClientCertificate : IDisposable
{
    private const UnixFileMode Others = UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;
    private const UnixFileMode GroupOrOthers = Others | UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute;

    private readonly X509Certificate2Collection _certificates;

    private ClientCertificate(X509Certificate2Collection certificates)
    {
        _certificates = certificates;
        X509Certificate2 own = certificates.FirstOrDefault(certificate => certificate.HasPrivateKey) ?? throw new CryptographicException("There is no private key in it");
        X509Certificate2Collection others = [.. certificates.Where(certificate => certificate != own)];
        Context = SslStreamCertificateContext.Create(own, others, offline: true);
    }

    public SslStreamCertificateContext Context { get; }

    // Windows needs a key that has a name; macOS has no keys outside of keychains.
    private static X509KeyStorageFlags Flags => OperatingSystem.IsLinux() ? X509KeyStorageFlags.EphemeralKeySet : X509KeyStorageFlags.DefaultKeySet;

    /// <summary>Reads the certificate: a credential's, else <c>sslcert</c>'s.</summary>
    /// <returns>Null if there is none.</returns>
    /// <exception cref="QuarryException">It cannot be read, or others may read its key (User).</exception>
    public static ClientCertificate? Load(PostgreSqlSettings settings, Credential? credential)
    {
        if (credential is { Kind: CredentialKind.Certificate })
        {
            var lease = new Lease();
            credential.Use(lease, static (bytes, lease) => lease.Certificate = Read("the source's credential", "", bytes, static (bytes, _) => X509CertificateLoader.LoadPkcs12Collection(bytes, null, Flags)));
            return lease.Certificate;
        }

        if (settings.SslCert.Length == 0)
        {
            return null;
        }

        string key = settings.SslKey.Length > 0 ? settings.SslKey : settings.SslCert;
        CheckPermissions(key);
        return Read("sslcert", settings.SslCert, [], (_, path) => IsPkcs12(path) ? X509CertificateLoader.LoadPkcs12CollectionFromFile(path, null, Flags) : FromPem(path, key));
    }

    public void Dispose()
    {
        foreach (X509Certificate2 certificate in _certificates)
        {
            certificate.Dispose();
        }
    }

    private delegate X509Certificate2Collection Reader(ReadOnlySpan<byte> bytes, string path);

    private static ClientCertificate Read(string option, string path, ReadOnlySpan<byte> bytes, Reader read)
    {
        try
        {
            return new(read(bytes, path));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw TlsErrors.File(option, path, error.Message);
        }
    }

    private static bool IsPkcs12(string path)
    {
        using FileStream file = File.OpenRead(path);
        // DER starts with a SEQUENCE; PEM is text.
        return file.ReadByte() == 0x30;
    }

    private static X509Certificate2Collection FromPem(string path, string key)
    {
        var certificates = new X509Certificate2Collection();
        certificates.ImportFromPemFile(path);
        var own = X509Certificate2.CreateFromPemFile(path, key);
        if (OperatingSystem.IsWindows())
        {
            using X509Certificate2 keyless = own;
            own = X509CertificateLoader.LoadPkcs12(keyless.Export(X509ContentType.Pkcs12), null, Flags);
        }

        certificates[0].Dispose();
        certificates[0] = own;
        return certificates;
    }

    // As libpq: nobody but the owner. A group may read it as well, which libpq grants to files of root.
    private static void CheckPermissions(string path)
    {
        if (OperatingSystem.IsWindows() || !File.Exists(path))
        {
            return;
        }

        UnixFileMode mode = File.GetUnixFileMode(path);
        bool readableByGroup = (mode & GroupOrOthers) == UnixFileMode.GroupRead;
        if ((mode & GroupOrOthers) != 0 && !readableByGroup)
        {
            throw TlsErrors.File("sslkey", path, "others than its owner may read or write it; run chmod 0600 on it");
        }
    }

    private sealed class Lease
    {
        public ClientCertificate? Certificate { get; set; }
    }
}
