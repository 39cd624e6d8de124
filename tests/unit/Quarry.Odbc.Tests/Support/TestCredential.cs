using System.Text;
using Quarry.Contracts;

namespace Quarry.Odbc.Tests.Support;

internal sealed class TestCredential(byte[] secret, CredentialKind kind = CredentialKind.Password) : Credential
{
    public TestCredential(string secret)
        : this(Encoding.UTF8.GetBytes(secret))
    {
    }

    public override CredentialKind Kind => kind;

    public override void Use<TState>(TState state, SecretAction<TState> action) => action(secret, state);
}
