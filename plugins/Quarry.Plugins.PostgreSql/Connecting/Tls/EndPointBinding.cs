using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Quarry.Plugins.PostgreSql.Connecting.Tls;

/// <summary>The channel binding <c>tls-server-end-point</c>: the hash of the server's certificate. Source: RFC 5929, section 4.1.</summary>
internal static class EndPointBinding
{
    private const string RsaPss = "1.2.840.113549.1.1.10";

    /// <summary>The hash, or null if the certificate's signature has no hash of its own (Ed25519), so that the binding is not defined.</summary>
    public static byte[]? Of(X509Certificate2 certificate)
    {
        string algorithm = certificate.SignatureAlgorithm.Value ?? "";
        return HashOf(algorithm == RsaPss ? PssHash(certificate.RawDataMemory) : algorithm) is { } hash
            ? CryptographicOperations.HashData(hash, certificate.RawDataMemory.Span) : null;
    }

    // MD5 and SHA-1 are replaced by SHA-256.
    private static HashAlgorithmName? HashOf(string oid) => oid switch
    {
        "1.2.840.113549.1.1.4" or "1.2.840.113549.1.1.5" or "1.2.840.10045.4.1" or "1.3.14.3.2.26" => HashAlgorithmName.SHA256,
        "1.2.840.113549.1.1.11" or "1.2.840.10045.4.3.2" or "2.16.840.1.101.3.4.2.1" => HashAlgorithmName.SHA256,
        "1.2.840.113549.1.1.12" or "1.2.840.10045.4.3.3" or "2.16.840.1.101.3.4.2.2" => HashAlgorithmName.SHA384,
        "1.2.840.113549.1.1.13" or "1.2.840.10045.4.3.4" or "2.16.840.1.101.3.4.2.3" => HashAlgorithmName.SHA512,
        _ => null,
    };

    // RFC 4055: RSASSA-PSS-params ::= SEQUENCE { hashAlgorithm [0] DEFAULT sha1, … }.
    private static string PssHash(ReadOnlyMemory<byte> certificate)
    {
        AsnReader fields = new AsnReader(certificate, AsnEncodingRules.DER).ReadSequence();
        fields.ReadEncodedValue();
        AsnReader algorithm = fields.ReadSequence();
        algorithm.ReadObjectIdentifier();
        AsnReader parameters = algorithm.ReadSequence();
        var tag = new Asn1Tag(TagClass.ContextSpecific, 0);
        return parameters.HasData && parameters.PeekTag().HasSameClassAndValue(tag) ? parameters.ReadSequence(tag).ReadSequence().ReadObjectIdentifier() : "1.3.14.3.2.26";
    }
}
