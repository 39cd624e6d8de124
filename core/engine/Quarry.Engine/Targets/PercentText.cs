using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using Quarry.Security;

namespace Quarry.Engine.Targets;

/// <summary>Decodes percent escapes strictly: every escape is two hexadecimal digits, and all bytes together are UTF-8.</summary>
internal static class PercentText
{
    private static readonly UTF8Encoding s_strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Decodes text that is no secret. NUL is refused: no path, name or option may hold it.</summary>
    /// <param name="text">The encoded part.</param>
    /// <param name="index">Where it starts in the target, for errors.</param>
    public static string Decode(ReadOnlySpan<char> text, int index)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(text.Length));
        try
        {
            string decoded = s_strict.GetString(buffer.AsSpan(0, DecodeBytes(text, index, buffer)));
            return decoded.Contains('\0', StringComparison.Ordinal) ? throw TargetErrors.BadCharacter(index, "a NUL in the part that starts", "Remove it.") : decoded;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>Decodes a secret into memory that is erased; nothing of it stays elsewhere.</summary>
    /// <param name="text">The encoded part.</param>
    /// <param name="index">Where it starts in the target, for errors.</param>
    public static SecretBuffer DecodeSecret(ReadOnlySpan<char> text, int index)
    {
        byte[] buffer = GC.AllocateUninitializedArray<byte>(Encoding.UTF8.GetMaxByteCount(text.Length), pinned: true);
        try
        {
            return new(buffer.AsSpan(0, DecodeBytes(text, index, buffer)));
        }
        finally
        {
            CryptographicOperations.ZeroMemory(buffer);
        }
    }

    private static int DecodeBytes(ReadOnlySpan<char> text, int index, Span<byte> destination)
    {
        int written = 0;
        int at = 0;
        while (at < text.Length)
        {
            int next = text[at..].IndexOf('%');
            ReadOnlySpan<char> plain = next < 0 ? text[at..] : text.Slice(at, next);
            if (Utf8FromUtf16(plain, destination[written..], out int bytes) is false)
            {
                throw TargetErrors.BadCharacter(index + at, "half a surrogate pair in the part that starts", "Write the whole character.");
            }

            written += bytes;
            at += plain.Length;
            if (next < 0)
            {
                break;
            }

            if (at + 2 >= text.Length || !char.IsAsciiHexDigit(text[at + 1]) || !char.IsAsciiHexDigit(text[at + 2]))
            {
                throw TargetErrors.BadEscape(index + at);
            }

            destination[written++] = (byte)((HexValue(text[at + 1]) << 4) | HexValue(text[at + 2]));
            at += 3;
        }

        return System.Text.Unicode.Utf8.IsValid(destination[..written]) ? written : throw TargetErrors.BadEscape(index + Math.Max(0, text.IndexOf('%')));
    }

    private static bool Utf8FromUtf16(ReadOnlySpan<char> text, Span<byte> destination, out int bytes)
        => System.Text.Unicode.Utf8.FromUtf16(text, destination, out _, out bytes, replaceInvalidSequences: false) == OperationStatus.Done;

    private static int HexValue(char c) => char.IsAsciiDigit(c) ? c - '0' : (c | 0x20) - 'a' + 10;
}
