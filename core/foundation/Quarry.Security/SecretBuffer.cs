using System.Security.Cryptography;

namespace Quarry.Security;

/// <summary>A secret in pinned memory that is erased when it is disposed, or at the latest when it is collected.</summary>
/// <remarks>Pinned, because the collector would leave a copy behind when it moves an array. There is no way to read it as a string.</remarks>
public sealed class SecretBuffer : IDisposable
{
    private byte[]? _bytes;

    /// <summary>Copies a secret. The caller erases its own copy.</summary>
    /// <param name="secret">The bytes.</param>
    public SecretBuffer(ReadOnlySpan<byte> secret)
    {
        _bytes = GC.AllocateUninitializedArray<byte>(secret.Length, pinned: true);
        secret.CopyTo(_bytes);
    }

    /// <summary>Erases the secret if its owner forgot.</summary>
    ~SecretBuffer() => Erase();

    /// <summary>The bytes, valid until <see cref="Dispose"/>.</summary>
    /// <exception cref="ObjectDisposedException">The secret was erased.</exception>
    public ReadOnlySpan<byte> Bytes => _bytes ?? throw new ObjectDisposedException(nameof(SecretBuffer), "The secret was erased.");

    /// <summary>Erases the secret.</summary>
    public void Dispose()
    {
        Erase();
        GC.SuppressFinalize(this);
    }

    /// <inheritdoc/>
    public override string ToString() => "secret";

    private void Erase()
    {
        if (Interlocked.Exchange(ref _bytes, null) is { } bytes)
        {
            CryptographicOperations.ZeroMemory(bytes);
        }
    }
}
