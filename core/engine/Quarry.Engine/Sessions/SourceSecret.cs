using Quarry.Contracts;
using Quarry.Security;

namespace Quarry.Engine.Sessions;

/// <summary>A source's secret, which may be replaced. The one before is kept until the next: attempts may still use it, and servers may still repeat it.</summary>
internal sealed class SourceSecret(SecretBuffer? first, CredentialKind kind) : IDisposable
{
    private readonly Lock _gate = new();
    private SecretBuffer? _current = first;
    private SecretBuffer? _previous;
    private bool _disposed;

    /// <summary>What new sessions use; null if there is none.</summary>
    public SecretBuffer? Current => Volatile.Read(ref _current);

    /// <summary>What old sessions used; null if it was never replaced.</summary>
    public SecretBuffer? Previous => Volatile.Read(ref _previous);

    public CredentialKind Kind { get; } = kind;

    /// <summary>Replaces the secret and erases the one before the last.</summary>
    public void Replace(SecretBuffer secret)
    {
        lock (_gate)
        {
            if (_disposed)
            {
                secret.Dispose();
                throw new ObjectDisposedException(nameof(Source), "The source is closed.");
            }

            _previous?.Dispose();
            Volatile.Write(ref _previous, _current);
            Volatile.Write(ref _current, secret);
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _disposed = true;
            _previous?.Dispose();
            _current?.Dispose();
        }
    }
}
