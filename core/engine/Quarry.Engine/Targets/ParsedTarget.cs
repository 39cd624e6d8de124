using Quarry.Contracts;
using Quarry.Security;

namespace Quarry.Engine.Targets;

/// <summary>A target and the secret that its text held. The receiver owns the secret and disposes this.</summary>
internal sealed class ParsedTarget(Target target, SecretBuffer? secret, CredentialKind secretKind) : IDisposable
{
    /// <summary>The target without the secret.</summary>
    public Target Target { get; } = target;
    /// <summary>The transport that the target asks for, or "" for any.</summary>
    public string Transport { get; init; } = "";
    /// <summary>The secret as UTF-8, or null if the text held none; an empty password (<c>user:@host</c>) is a secret of no bytes.</summary>
    public SecretBuffer? Secret { get; } = secret;
    /// <summary>What the secret is; meaningful only if there is one.</summary>
    public CredentialKind SecretKind { get; } = secretKind;

    public void Dispose() => Secret?.Dispose();

    public override string ToString() => Target.ToString();
}
