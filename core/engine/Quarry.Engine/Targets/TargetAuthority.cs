using System.Globalization;
using Quarry.Security;

namespace Quarry.Engine.Targets;

/// <summary>What stands between <c>//</c> and the path.</summary>
internal readonly record struct TargetAuthority(string? UserName, string? Host, int Port, bool IsEmpty)
{
    /// <summary>Parses the authority.</summary>
    /// <param name="text">The target.</param>
    /// <param name="start">Where the authority starts.</param>
    /// <param name="end">Where it ends.</param>
    /// <param name="secret">The password, or null; the caller's, also if a later part fails.</param>
    public static TargetAuthority Parse(string text, int start, int end, out SecretBuffer? secret)
    {
        secret = null;
        string user = "";
        int at = text.AsSpan(start, end - start).LastIndexOf('@');
        int hostStart = start;
        if (at >= 0)
        {
            int userEnd = start + at;
            hostStart = userEnd + 1;
            int colon = text.IndexOf(':', start, at);
            user = PercentText.Decode(text.AsSpan(start, (colon < 0 ? userEnd : colon) - start), start);
            if (colon >= 0)
            {
                secret = PercentText.DecodeSecret(text.AsSpan(colon + 1, userEnd - colon - 1), colon + 1);
            }
        }

        (string host, int port) = HostAndPort(text.AsSpan(hostStart, end - hostStart), hostStart);
        return new(user, host, port, start == end);
    }

    private static (string Host, int Port) HostAndPort(ReadOnlySpan<char> text, int index)
    {
        foreach (char c in text)
        {
            if (char.IsWhiteSpace(c))
            {
                throw TargetErrors.BadHost();
            }
        }

        if (text.Contains(','))
        {
            return (text.ToString(), 0);
        }

        if (text.StartsWith("["))
        {
            int close = text.IndexOf(']');
            ReadOnlySpan<char> rest = close < 0 ? [] : text[(close + 1)..];
            // A zone, as in fe80::1%25eth0, comes percent-encoded (RFC 6874).
            bool valid = close > 1 && text[1..close].Contains(':') && (rest.IsEmpty || rest[0] == ':');
            return valid ? (PercentText.Decode(text[1..close], index + 1), rest.IsEmpty ? 0 : ParsePort(rest[1..])) : throw TargetErrors.BadHost();
        }

        int colon = text.LastIndexOf(':');
        ReadOnlySpan<char> host = colon < 0 ? text : text[..colon];
        if (host.ContainsAny(':', '[', ']'))
        {
            throw TargetErrors.BadHost();
        }

        return (PercentText.Decode(host, index), colon < 0 ? 0 : ParsePort(text[(colon + 1)..]));
    }

    private static int ParsePort(ReadOnlySpan<char> text)
        => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int port) && port is >= 1 and <= 65535 ? port : throw TargetErrors.BadPort();
}
