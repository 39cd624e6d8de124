using Quarry.Contracts;

namespace Quarry.Engine.Targets;

/// <summary>The options whose values are secrets.</summary>
internal static class SecretOptions
{
    /// <summary>What kind of secret an option carries, or null if it is an ordinary one. Case, <c>_</c>, <c>-</c> and spaces do not matter.</summary>
    public static CredentialKind? KindOf(string name)
        => string.Concat(name.Where(char.IsLetterOrDigit)).ToUpperInvariant() switch
        {
            "PASSWORD" or "PASSWD" or "PASS" or "PWD" or "PASSPHRASE" => CredentialKind.Password,
            "TOKEN" or "ACCESSTOKEN" or "AUTHTOKEN" or "BEARERTOKEN" or "OAUTHTOKEN" or "JWT" or "APIKEY" or "SECRET" or "CLIENTSECRET" => CredentialKind.Token,
            _ => null,
        };
}
