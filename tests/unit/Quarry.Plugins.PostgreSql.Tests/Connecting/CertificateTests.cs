using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Quarry.Plugins.PostgreSql.Connecting.Tls;

namespace Quarry.Plugins.PostgreSql.Tests.Connecting;

public sealed class CertificateTests
{
    [Theory]
    [InlineData("db.example.com", "DB.example.COM", true)]
    [InlineData("*.example.com", "db.example.com", true)]
    [InlineData("*.example.com", "a.db.example.com", false)]
    [InlineData("*.example.com", "example.com", false)]
    [InlineData("*.example.com", ".example.com", false)]
    [InlineData("d*.example.com", "db.example.com", false)]
    [InlineData("*", "db", false)]
    [InlineData("*.0.0.1", "127.0.0.1", false)]
    [InlineData("db.example.com\0.evil.com", "db.example.com", false)]
    [InlineData("", "", false)]
    public void Names_match_as_in_libpq(string pattern, string host, bool match) => CertificateNames.MatchName(pattern, host).Should().Be(match);

    [Theory]
    [InlineData("", "", "common", true)]
    [InlineData("other", "", "common", false)]
    [InlineData("other", "", "other", true)]
    [InlineData("", "127.0.0.1", "common", true)]
    [InlineData("", "127.0.0.1", "127.0.0.1", true)]
    [InlineData("", "127.0.0.1", "127.0.0.2", false)]
    [InlineData("127.0.0.2", "", "127.0.0.2", true)]
    [InlineData("", "::1", "::1", true)]
    public void Alternative_names_come_before_the_common_name(string dns, string address, string host, bool match)
    {
        using X509Certificate2 certificate = Create(HashAlgorithmName.SHA256, null, dns, address);
        CertificateNames.Match(certificate, host).Should().Be(match);
    }

    [Theory]
    [InlineData("SHA256", false, "SHA256")]
    [InlineData("SHA384", false, "SHA384")]
    [InlineData("SHA512", false, "SHA512")]
    [InlineData("SHA256", true, "SHA256")]
    [InlineData("SHA384", true, "SHA384")]
    [InlineData("SHA512", true, "SHA512")]
    public void The_binding_is_the_hash_of_the_certificate_by_its_own_algorithm(string signed, bool pss, string expected)
    {
        using X509Certificate2 certificate = Create(new(signed), pss ? RSASignaturePadding.Pss : RSASignaturePadding.Pkcs1);
        EndPointBinding.Of(certificate).Should().Equal(CryptographicOperations.HashData(new(expected), certificate.RawData));
    }

    [Fact]
    public void An_elliptic_signature_binds_too()
    {
        using X509Certificate2 certificate = Create(HashAlgorithmName.SHA384, null);
        EndPointBinding.Of(certificate).Should().Equal(SHA384.HashData(certificate.RawData));
    }

    private static X509Certificate2 Create(HashAlgorithmName hash, RSASignaturePadding? padding, string dns = "", string address = "")
    {
        using var ec = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var rsa = RSA.Create(2048);
        CertificateRequest request = padding is null ? new("CN=common", ec, hash) : new("CN=common", rsa, hash, padding);
        var names = new SubjectAlternativeNameBuilder();
        if (dns.Length > 0)
        {
            names.AddDnsName(dns);
        }

        if (address.Length > 0)
        {
            names.AddIpAddress(IPAddress.Parse(address));
        }

        if (dns.Length + address.Length > 0)
        {
            request.CertificateExtensions.Add(names.Build());
        }

        return request.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(100));
    }
}
