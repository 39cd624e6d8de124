using System.Text.RegularExpressions;
using Quarry.Contracts;

namespace Quarry.Engine.Targets;

/// <summary>The options whose values are secrets.</summary>
internal static partial class SecretOptions
{
    /// <summary>The first name with the value of a secret in a string of keywords such as <c>host=db password=x</c>, or null.</summary>
    public static string? FindIn(string keywords)
    {
        // Most targets have no keywords, and start without a regular expression.
        if (!keywords.Contains('=', StringComparison.Ordinal))
        {
            return null;
        }

        foreach (Match word in Keyword().Matches(keywords))
        {
            string name = word.Groups[1].Value;
            // The password of a key, as in libpq's sslpassword, is none of ours to use, but a secret all the same.
            if (KindOf(name) is not null || name.EndsWith("password", StringComparison.OrdinalIgnoreCase))
            {
                return name;
            }
        }

        return null;
    }

    /// <summary>What kind of secret an option carries, or null if it is an ordinary one. Case, <c>_</c>, <c>-</c> and spaces do not matter.</summary>
    public static CredentialKind? KindOf(string name)
        => string.Concat(name.Where(char.IsLetterOrDigit)).ToUpperInvariant() switch
        {
            "PASSWORD" or "PASSWD" or "PASS" or "PWD" or "PASSPHRASE" => CredentialKind.Password,
            "TOKEN" or "ACCESSTOKEN" or "AUTHTOKEN" or "BEARERTOKEN" or "OAUTHTOKEN" or "JWT" or "APIKEY" or "SECRET" or "CLIENTSECRET" => CredentialKind.Token,
            _ => null,
        };

    [GeneratedRegex(@"(?:^|\s)([A-Za-z_-]+)\s*=", RegexOptions.CultureInvariant)]
    private static partial Regex Keyword();
}
