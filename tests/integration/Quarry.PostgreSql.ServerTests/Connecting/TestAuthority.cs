using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Quarry.PostgreSql.ServerTests.Connecting;

/// <summary>A certificate authority of a test run, and what it signs.</summary>
internal sealed class TestAuthority
{
    private static readonly DateTimeOffset s_from = DateTimeOffset.UtcNow.AddDays(-10);
    private static readonly DateTimeOffset s_to = DateTimeOffset.UtcNow.AddDays(10);

    public TestAuthority(string name)
    {
        var request = new CertificateRequest($"CN={name}", ECDsa.Create(ECCurve.NamedCurves.nistP256), HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        Certificate = request.CreateSelfSigned(s_from, s_to);
    }

    public X509Certificate2 Certificate { get; }

    public string Pem => Certificate.ExportCertificatePem();

    /// <summary>Signs a certificate with a key of its own.</summary>
    public X509Certificate2 Issue(string commonName, Action<SubjectAlternativeNameBuilder>? names = null, bool expired = false)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={commonName}", key, HashAlgorithmName.SHA256);
        if (names is not null)
        {
            var builder = new SubjectAlternativeNameBuilder();
            names(builder);
            request.CertificateExtensions.Add(builder.Build());
        }

        using X509Certificate2 bare = request.Create(Certificate, s_from, expired ? s_from.AddDays(1) : s_to.AddDays(-1), RandomNumberGenerator.GetBytes(8));
        return bare.CopyWithPrivateKey(key);
    }

    public static void ForLoopback(SubjectAlternativeNameBuilder names)
    {
        names.AddDnsName("localhost");
        names.AddIpAddress(IPAddress.Loopback);
    }

    /// <summary>Writes certificate and key as PEM; the key for its owner only.</summary>
    public static void Write(X509Certificate2 certificate, string certificatePath, string keyPath)
    {
        File.WriteAllText(certificatePath, certificate.ExportCertificatePem());
        using ECDsa key = certificate.GetECDsaPrivateKey()!;
        File.WriteAllText(keyPath, key.ExportPkcs8PrivateKeyPem());
        File.SetUnixFileMode(keyPath, UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }
}
