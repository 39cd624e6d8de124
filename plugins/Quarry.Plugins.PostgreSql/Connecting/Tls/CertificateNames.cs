using System.Net;
using System.Security.Cryptography.X509Certificates;

namespace Quarry.Plugins.PostgreSql.Connecting.Tls;

/// <summary>Whether a certificate is for a host, by libpq's rules: https://www.postgresql.org/docs/current/libpq-ssl.html#LIBQ-SSL-CERTIFICATES.</summary>
internal static class CertificateNames
{
    private const string CommonName = "2.5.4.3";

    /// <summary>True if the certificate is for the host.</summary>
    /// <param name="certificate">The server's.</param>
    /// <param name="host">The name or address as the target writes it.</param>
    public static bool Match(X509Certificate2 certificate, string host)
    {
        bool isAddress = IPAddress.TryParse(host, out IPAddress? address);
        bool hasNames = false;
        foreach (X509SubjectAlternativeNameExtension extension in certificate.Extensions.OfType<X509SubjectAlternativeNameExtension>())
        {
            foreach (string name in extension.EnumerateDnsNames())
            {
                hasNames |= !isAddress;
                if (MatchName(name, host))
                {
                    return true;
                }
            }

            foreach (IPAddress name in extension.EnumerateIPAddresses())
            {
                hasNames |= isAddress;
                if (isAddress && name.Equals(address))
                {
                    return true;
                }
            }
        }

        return !hasNames && FirstCommonName(certificate) is { } common && MatchName(common, host);
    }

    /// <summary>True if a name, which may start with <c>*.</c> for one label, is that of the host.</summary>
    public static bool MatchName(string pattern, string host)
    {
        if (pattern.Length == 0 || pattern.Contains('\0', StringComparison.Ordinal))
        {
            return false;
        }

        if (pattern.Equals(host, StringComparison.OrdinalIgnoreCase))
        {
            return true;
        }

        int dot = host.IndexOf('.', StringComparison.Ordinal);
        return pattern.Length > 2 && pattern.StartsWith("*.", StringComparison.Ordinal) && dot > 0
            && !IPAddress.TryParse(host, out _) && pattern.AsSpan(1).Equals(host.AsSpan(dot), StringComparison.OrdinalIgnoreCase);
    }

    private static string? FirstCommonName(X509Certificate2 certificate)
        => certificate.SubjectName.EnumerateRelativeDistinguishedNames(reversed: false)
            .FirstOrDefault(name => !name.HasMultipleElements && name.GetSingleElementType().Value == CommonName)?.GetSingleElementValue();
}
