using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Quarry.Plugins.PostgreSql.Errors;

namespace Quarry.Plugins.PostgreSql.Connecting.Tls;

/// <summary>What the server's certificate has to show.</summary>
internal sealed class ServerTrust
{
    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";

    private readonly bool _checksName;
    private readonly string _host;

    private ServerTrust(X509ChainPolicy? policy, bool checksName, string host) => (Policy, _checksName, _host) = (policy, checksName, host);

    /// <summary>How the chain is built, or null if any certificate will do.</summary>
    public X509ChainPolicy? Policy { get; }

    /// <summary>Reads the authorities' certificates. As in libpq a root certificate is used whatever the mode is.</summary>
    /// <exception cref="Contracts.QuarryException">They cannot be read, or there are none (User).</exception>
    public static ServerTrust Of(PostgreSqlSettings settings, PostgreSqlHost host)
    {
        bool checksName = settings.SslMode == SslMode.VerifyFull;
        if (settings.SslRootCert.Length == 0)
        {
            return settings.SslMode >= SslMode.VerifyCa ? throw TlsErrors.NoRoot() : new(null, false, host.Name);
        }

        var policy = new X509ChainPolicy { RevocationMode = X509RevocationMode.NoCheck, DisableCertificateDownloads = true };
        policy.ApplicationPolicy.Add(new(ServerAuthentication));
        if (settings.SslRootCert != "system")
        {
            policy.TrustMode = X509ChainTrustMode.CustomRootTrust;
            try
            {
                policy.CustomTrustStore.ImportFromPemFile(settings.SslRootCert);
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException or CryptographicException)
            {
                throw TlsErrors.File("sslrootcert", settings.SslRootCert, error.Message);
            }

            if (policy.CustomTrustStore.Count == 0)
            {
                throw TlsErrors.File("sslrootcert", settings.SslRootCert, "it holds no certificate in PEM form");
            }
        }

        return new(policy, checksName, host.Name);
    }

    /// <summary>What is wrong with the certificate, or null.</summary>
    public string? Problem(X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if (Policy is null)
        {
            return null;
        }

        if (certificate is not X509Certificate2 server || errors.HasFlag(SslPolicyErrors.RemoteCertificateNotAvailable))
        {
            return "the server sent no certificate";
        }

        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateChainErrors))
        {
            IEnumerable<string> reasons = (chain?.ChainStatus ?? []).Select(status => $"{status.StatusInformation.Trim()} ({status.Status})").Distinct();
            return $"no authority of sslrootcert vouches for the certificate of \"{server.Subject}\": {string.Join("; ", reasons)}";
        }

        return _checksName && !CertificateNames.Match(server, _host) ? $"the certificate of \"{server.Subject}\" is not for the host \"{_host}\"" : null;
    }
}
