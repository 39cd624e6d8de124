using System.Text;
using Quarry.Contracts;
using Quarry.Plugins.PostgreSql.Errors;

namespace Quarry.Plugins.PostgreSql.Connecting.Authentication;

/// <summary>Where the password comes from: the source's credential, else <c>PGPASSWORD</c>, else the password file.</summary>
internal static class PasswordSource
{
    /// <summary>The password for a server.</summary>
    /// <exception cref="QuarryException">There is none (User).</exception>
    public static Secret Find(PostgreSqlSettings settings, PostgreSqlHost host, DriverHost lender)
    {
        if (lender.Credential is { Kind: CredentialKind.Password or CredentialKind.Token } credential)
        {
            // Managed services take an access token in place of a password.
            var lease = new Lease();
            credential.Use(lease, static (bytes, lease) => lease.Secret = Secret.Copy(bytes));
            return NotEmpty(lease.Secret) ?? throw AuthenticationErrors.PasswordMissing(settings.User, host);
        }

        return NotEmpty(FromEnvironment()) ?? NotEmpty(PassFile.Find(settings, host, lender.Log)) ?? throw AuthenticationErrors.PasswordMissing(settings.User, host);
    }

    private static Secret? FromEnvironment()
        => Environment.GetEnvironmentVariable("PGPASSWORD") is { } password ? Secret.Copy(Encoding.UTF8.GetBytes(password)) : null;

    private static Secret? NotEmpty(Secret? secret) => secret is { Bytes.Length: > 0 } ? secret : null;

    private sealed class Lease
    {
        public Secret? Secret { get; set; }
    }
}
