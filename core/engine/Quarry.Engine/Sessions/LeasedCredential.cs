using Quarry.Contracts;
using Quarry.Security;

namespace Quarry.Engine.Sessions;

/// <summary>A source's secret, lent to a driver for as long as it opens one session.</summary>
internal sealed class LeasedCredential(CredentialKind kind, SecretBuffer secret) : Credential
{
    private SecretBuffer? _secret = secret;

    public override CredentialKind Kind { get; } = kind;

    public override void Use<TState>(TState state, SecretAction<TState> action)
    {
        ArgumentNullException.ThrowIfNull(action);
        SecretBuffer secret = Volatile.Read(ref _secret)
            ?? throw new InvalidOperationException("The credential is lent until OpenAsync has ended, and it has. Authenticate within OpenAsync.");
        action(secret.Bytes, state);
    }

    /// <summary>Ends the lease. The secret stays the source's.</summary>
    public void Revoke() => Volatile.Write(ref _secret, null);
}
