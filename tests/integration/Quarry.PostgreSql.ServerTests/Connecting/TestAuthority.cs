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

    /// <summary>Signs a certificate with its key.</summary>
    public X509Certificate2 Issue(string commonName, Action<SubjectAlternativeNameBuilder>? names = null, bool expired = false, RSASignaturePadding? rsa = null)
    {
        using var ec = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var rsaKey = RSA.Create(2048);
        CertificateRequest request = rsa is null
            ? new($"CN={commonName}", ec, HashAlgorithmName.SHA256) : new($"CN={commonName}", rsaKey, HashAlgorithmName.SHA384, rsa);
        if (names is not null)
        {
            var builder = new SubjectAlternativeNameBuilder();
            names(builder);
            request.CertificateExtensions.Add(builder.Build());
        }

        var generator = X509SignatureGenerator.CreateForECDsa(Certificate.GetECDsaPrivateKey()!);
        using X509Certificate2 bare = request.Create(Certificate.SubjectName, generator, s_from, expired ? s_from.AddDays(1) : s_to, RandomNumberGenerator.GetBytes(8));
        return rsa is null ? bare.CopyWithPrivateKey(ec) : bare.CopyWithPrivateKey(rsaKey);
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
        using AsymmetricAlgorithm key = (AsymmetricAlgorithm?)certificate.GetECDsaPrivateKey() ?? certificate.GetRSAPrivateKey()!;
        File.WriteAllText(keyPath, key.ExportPkcs8PrivateKeyPem());
        File.SetUnixFileMode(keyPath, UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }
}
