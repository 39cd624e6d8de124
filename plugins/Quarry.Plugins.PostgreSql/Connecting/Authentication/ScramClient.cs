using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Quarry.Plugins.PostgreSql.Errors;

namespace Quarry.Plugins.PostgreSql.Connecting.Authentication;

/// <summary>The client's side of SCRAM-SHA-256. Sources: RFC 5802, RFC 7677, https://www.postgresql.org/docs/current/sasl-authentication.html.</summary>
/// <param name="header">The GS2 header: <c>n,,</c>, <c>y,,</c> or <c>p=tls-server-end-point,,</c>.</param>
/// <param name="binding">The channel binding's data after the header; empty without.</param>
/// <param name="nonce">Printable and random, without a comma.</param>
/// <param name="user">The user; PostgreSQL takes it from the start-up and ignores this one.</param>
internal sealed class ScramClient(string header, byte[] binding, string nonce, string user = "") : IDisposable
{
    public const string Sha256 = "SCRAM-SHA-256";
    public const string Sha256Plus = "SCRAM-SHA-256-PLUS";

    // PostgreSQL's default is 4 096. Each costs some 0.3 µs: the bound is below a second, and no server can make a client compute for hours.
    public const int MaxIterations = 2_000_000;

    private const int HashBytes = SHA256.HashSizeInBytes;

    private readonly Secret _serverSignature = new(HashBytes);
    private bool _sentProof;

    /// <summary>True once the server has shown that it knows the password, too.</summary>
    public bool IsServerVerified { get; private set; }

    public static string NewNonce() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(18));

    public string FirstMessage => header + FirstBare;

    private string FirstBare => $"n={user},r={nonce}";

    /// <summary>Answers the server's first message with the proof.</summary>
    /// <param name="serverFirst">The message.</param>
    /// <param name="password">The password, prepared.</param>
    /// <exception cref="Contracts.QuarryException">The message is not valid, or asks for too much (Server).</exception>
    public string Answer(ReadOnlySpan<byte> serverFirst, ReadOnlySpan<byte> password)
    {
        if (_sentProof || !Ascii.IsValid(serverFirst))
        {
            throw AuthenticationErrors.Scram("a challenge that is out of order or holds other than ASCII");
        }

        string first = Encoding.ASCII.GetString(serverFirst);
        (string serverNonce, byte[] salt, int iterations) = Parse(first);
        _sentProof = true;
        string withoutProof = $"c={Convert.ToBase64String([.. Encoding.ASCII.GetBytes(header), .. binding])},r={serverNonce}";
        byte[] authMessage = Encoding.ASCII.GetBytes($"{FirstBare},{first},{withoutProof}");

        using var salted = new Secret(HashBytes);
        using var key = new Secret(HashBytes);
        Span<byte> storedKey = stackalloc byte[HashBytes];
        Span<byte> proof = stackalloc byte[HashBytes];
        Rfc2898DeriveBytes.Pbkdf2(password, salt, salted.Bytes, iterations, HashAlgorithmName.SHA256);
        HMACSHA256.HashData(salted.Bytes, "Client Key"u8, key.Bytes);
        SHA256.HashData(key.Bytes, storedKey);
        HMACSHA256.HashData(storedKey, authMessage, proof);
        for (int i = 0; i < HashBytes; i++)
        {
            proof[i] ^= key.Bytes[i];
        }

        HMACSHA256.HashData(salted.Bytes, "Server Key"u8, key.Bytes);
        HMACSHA256.HashData(key.Bytes, authMessage, _serverSignature.Bytes);
        return $"{withoutProof},p={Convert.ToBase64String(proof)}";
    }

    /// <summary>Checks the server's signature.</summary>
    /// <exception cref="Contracts.QuarryException">It is wrong: the server does not know the password (Server).</exception>
    public void Verify(ReadOnlySpan<byte> serverFinal)
    {
        if (!_sentProof || IsServerVerified)
        {
            throw AuthenticationErrors.Scram("a final message that is out of order");
        }

        if (serverFinal.StartsWith("e="u8))
        {
            throw AuthenticationErrors.Scram("the error that it could not log us in");
        }

        Span<byte> signature = stackalloc byte[HashBytes];
        int comma = serverFinal.IndexOf((byte)',');
        ReadOnlySpan<byte> value = comma < 0 ? serverFinal : serverFinal[..comma];
        bool valid = value.StartsWith("v="u8) && Base64.DecodeFromUtf8(value[2..], signature, out int consumed, out int written) == System.Buffers.OperationStatus.Done
            && consumed == value.Length - 2 && written == HashBytes;
        if (!valid)
        {
            throw AuthenticationErrors.Scram("a final message without a signature");
        }

        IsServerVerified = CryptographicOperations.FixedTimeEquals(signature, _serverSignature.Bytes) ? true : throw AuthenticationErrors.ServerNotGenuine();
    }

    public void Dispose() => _serverSignature.Dispose();

    private (string Nonce, byte[] Salt, int Iterations) Parse(string message)
    {
        string[] parts = message.Split(',');
        if (parts.Length < 3 || !parts[0].StartsWith("r=", StringComparison.Ordinal) || !parts[1].StartsWith("s=", StringComparison.Ordinal) || !parts[2].StartsWith("i=", StringComparison.Ordinal))
        {
            throw AuthenticationErrors.Scram("a challenge without nonce, salt and iterations");
        }

        string serverNonce = parts[0][2..];
        if (!serverNonce.StartsWith(nonce, StringComparison.Ordinal) || serverNonce.Length == nonce.Length)
        {
            throw AuthenticationErrors.Scram("a nonce that does not continue ours");
        }

        byte[] salt = new byte[parts[1].Length];
        if (!Convert.TryFromBase64String(parts[1][2..], salt, out int saltBytes) || saltBytes == 0)
        {
            throw AuthenticationErrors.Scram("a salt that is no base64");
        }

        if (!long.TryParse(parts[2].AsSpan(2), NumberStyles.None, CultureInfo.InvariantCulture, out long iterations) || iterations < 1)
        {
            throw AuthenticationErrors.Scram("a number of iterations that is none");
        }

        return iterations <= MaxIterations ? (serverNonce, salt[..saltBytes], (int)iterations) : throw AuthenticationErrors.TooManyIterations(iterations, MaxIterations);
    }
}
