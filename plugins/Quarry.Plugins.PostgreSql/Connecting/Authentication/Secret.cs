using System.Security.Cryptography;

namespace Quarry.Plugins.PostgreSql.Connecting.Authentication;

/// <summary>Bytes of a secret, in memory that the garbage collector does not move; erased on disposal.</summary>
internal sealed class Secret : IDisposable
{
    private readonly byte[] _bytes;

    /// <summary>Zeros, to be overwritten.</summary>
    public Secret(int length) => _bytes = GC.AllocateArray<byte>(length, pinned: true);

    /// <summary>Copies bytes.</summary>
    public static Secret Copy(ReadOnlySpan<byte> bytes)
    {
        var secret = new Secret(bytes.Length);
        bytes.CopyTo(secret._bytes);
        return secret;
    }

    public Span<byte> Bytes => _bytes;

    public void Dispose() => CryptographicOperations.ZeroMemory(_bytes);

    public override string ToString() => "secret";
}
