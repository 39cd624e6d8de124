namespace Quarry.Contracts;

/// <summary>Reads a secret. The span is valid during the call only; do not copy it to memory that is not erased.</summary>
/// <typeparam name="TState">What the caller passes through.</typeparam>
/// <param name="secret">The secret's bytes.</param>
/// <param name="state">The caller's state.</param>
public delegate void SecretAction<in TState>(ReadOnlySpan<byte> secret, TState state);

/// <summary>A lease on what proves who we are to one target. It ends when <see cref="Driver.OpenAsync"/> has ended.</summary>
/// <remarks>There is no property or conversion that yields the secret as a string, and <see cref="object.ToString"/> shows the kind only.</remarks>
public abstract class Credential
{
    /// <summary>What the bytes are.</summary>
    public abstract CredentialKind Kind { get; }

    /// <summary>Calls <paramref name="action"/> with the secret.</summary>
    /// <typeparam name="TState">Type of the state.</typeparam>
    /// <param name="state">Passed to the action, so that it need not capture.</param>
    /// <param name="action">What reads the secret.</param>
    /// <exception cref="InvalidOperationException">The lease has ended.</exception>
    public abstract void Use<TState>(TState state, SecretAction<TState> action);

    /// <inheritdoc/>
    public sealed override string ToString() => $"credential ({Kind})";
}
