namespace Quarry.Contracts;

/// <summary>What a <see cref="Credential"/> is.</summary>
public enum CredentialKind
{
    /// <summary>A password as UTF-8.</summary>
    Password = 1,
    /// <summary>An access token as UTF-8.</summary>
    Token = 2,
    /// <summary>A client certificate with its private key, PKCS #12.</summary>
    Certificate = 3,
    /// <summary>The identity of the process, such as Kerberos; there are no bytes.</summary>
    Integrated = 4,
}
