using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace Quarry.Plugins.PostgreSql.Connecting.Authentication;

/// <summary>The answer to AuthenticationMD5Password: <c>md5</c> and the hash of the hash of password and user, and the salt.</summary>
internal static class Md5Password
{
    [SuppressMessage("Security", "CA5351", Justification = "The protocol's; it is refused without TLS unless the target allows it.")]
    public static Secret Answer(ReadOnlySpan<byte> password, string user, ReadOnlySpan<byte> salt)
    {
        using var text = new Secret(password.Length + Encoding.UTF8.GetByteCount(user));
        password.CopyTo(text.Bytes);
        Encoding.UTF8.GetBytes(user, text.Bytes[password.Length..]);
        Span<byte> hash = stackalloc byte[MD5.HashSizeInBytes];
        MD5.HashData(text.Bytes, hash);

        using var salted = new Secret(2 * MD5.HashSizeInBytes + salt.Length);
        Convert.TryToHexStringLower(hash, salted.Bytes, out int written);
        salt.CopyTo(salted.Bytes[written..]);
        MD5.HashData(salted.Bytes, hash);

        var answer = new Secret("md5"u8.Length + 2 * MD5.HashSizeInBytes);
        "md5"u8.CopyTo(answer.Bytes);
        Convert.TryToHexStringLower(hash, answer.Bytes["md5"u8.Length..], out _);
        CryptographicOperations.ZeroMemory(hash);
        return answer;
    }
}
