using System.Buffers;
using System.Runtime.InteropServices;
using System.Text;

namespace Quarry.Plugins.PostgreSql.Connecting.Authentication;

/// <summary>Prepares a password as RFC 4013 says. As in the server, one that cannot be prepared is used as it is.</summary>
internal static class SaslPrep
{
    // Processes in the globalization-invariant mode have no Unicode tables; normalisation returns what it was given.
    public static bool CanNormalize { get; } = "\u2168".Normalize(NormalizationForm.FormKC) == "IX";

    /// <summary>Prepares a password.</summary>
    /// <param name="password">UTF-8, or other bytes, which are used as they are.</param>
    /// <returns>What the server derives its keys from; the caller disposes it.</returns>
    public static Secret Prepare(ReadOnlySpan<byte> password)
    {
        if (Ascii.IsValid(password) || !System.Text.Unicode.Utf8.IsValid(password))
        {
            return Secret.Copy(password);
        }

        using var text = new Secret(Encoding.UTF8.GetCharCount(password) * sizeof(char));
        Span<char> chars = MemoryMarshal.Cast<byte, char>(text.Bytes);
        Encoding.UTF8.GetChars(password, chars);
        chars = chars[..Map(chars)];
        // NFKC makes one character 18 at most.
        using var normalized = new Secret(Math.Max(chars.Length, 1) * 18 * sizeof(char));
        Span<char> result = MemoryMarshal.Cast<byte, char>(normalized.Bytes);
        if (!((ReadOnlySpan<char>)chars).TryNormalize(result, out int length, NormalizationForm.FormKC) || length == 0 || !IsAllowed(result[..length]))
        {
            return Secret.Copy(password);
        }

        var prepared = new Secret(Encoding.UTF8.GetByteCount(result[..length]));
        Encoding.UTF8.GetBytes(result[..length], prepared.Bytes);
        return prepared;
    }

    /// <summary>Maps in place and returns the new length. All that is mapped lies in the basic plane.</summary>
    private static int Map(Span<char> text)
    {
        int length = 0;
        foreach (char c in text)
        {
            if (StringPrepTables.Contains(StringPrepTables.Space, c))
            {
                text[length++] = ' ';
            }
            else if (!StringPrepTables.Contains(StringPrepTables.Nothing, c))
            {
                text[length++] = c;
            }
        }

        return length;
    }

    private static bool IsAllowed(ReadOnlySpan<char> text)
    {
        bool right = false;
        bool left = false;
        bool startsRight = false;
        bool endsRight = false;
        for (int at = 0; at < text.Length;)
        {
            if (Rune.DecodeFromUtf16(text[at..], out Rune rune, out int consumed) != OperationStatus.Done
                || StringPrepTables.Contains(StringPrepTables.Prohibited, rune.Value) || StringPrepTables.Contains(StringPrepTables.Unassigned, rune.Value))
            {
                return false;
            }

            endsRight = StringPrepTables.Contains(StringPrepTables.RightToLeft, rune.Value);
            startsRight = at == 0 ? endsRight : startsRight;
            right |= endsRight;
            left |= StringPrepTables.Contains(StringPrepTables.LeftToRight, rune.Value);
            at += consumed;
        }

        // RFC 3454, section 6.
        return !right || (!left && startsRight && endsRight);
    }
}
