namespace Quarry.Plugins.PostgreSql;

/// <summary>Whether a TCP connection is encrypted, and what the server has to prove; the meanings are libpq's. A Unix socket is never encrypted.</summary>
/// <remarks>Source: https://www.postgresql.org/docs/current/libpq-ssl.html#LIBPQ-SSL-PROTECTION.</remarks>
public enum SslMode
{
    /// <summary>Never encrypted.</summary>
    Disable,
    /// <summary>Not encrypted, unless the server demands it.</summary>
    Allow,
    /// <summary>Encrypted if the server offers it; else not, which is logged.</summary>
    Prefer,
    /// <summary>Encrypted. The certificate is checked only if there is a root certificate.</summary>
    Require,
    /// <summary>Encrypted, and an authority that is trusted signed the certificate.</summary>
    VerifyCa,
    /// <summary>As <see cref="VerifyCa"/>, and the certificate is for the host's name.</summary>
    VerifyFull,
}
