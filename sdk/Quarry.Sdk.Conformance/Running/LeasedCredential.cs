using Quarry.Contracts;

namespace Quarry.Sdk.Conformance.Running;

/// <summary>A fixture's credential, until the session is open.</summary>
internal sealed class LeasedCredential(Credential credential) : Credential
{
    private volatile bool _revoked;

    public override CredentialKind Kind => credential.Kind;

    public void Revoke() => _revoked = true;

    public override void Use<TState>(TState state, SecretAction<TState> action)
    {
        if (_revoked)
        {
            throw new InvalidOperationException("The credential was revoked when the session had opened. Use it during Driver.OpenAsync only.");
        }

        credential.Use(state, action);
    }
}
