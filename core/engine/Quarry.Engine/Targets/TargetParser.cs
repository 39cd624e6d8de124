using System.Collections.Frozen;
using Quarry.Contracts;
using Quarry.Security;

namespace Quarry.Engine.Targets;

/// <summary>Reads a target URI exactly as it is written; <see cref="Uri"/> would normalise paths and hosts.</summary>
/// <remarks>
/// Forms: <c>scheme://user:password@host:port/path?option=value&amp;…</c> and, without an authority, <c>scheme:path?…</c>. User, password, host,
/// path and options are percent-decoded as UTF-8 (<c>+</c> stays a plus). <c>[::1]</c> is an IPv6 host, kept without its brackets; several hosts
/// (<c>h1:1,h2:2</c>) stay verbatim in the host, with port 0. After an empty authority a path of the form <c>/C:/…</c> loses its slash.
/// The option <c>transport</c> names the way to the server and is no option of the driver. Targets <c>odbc:</c> and <c>dsn:</c> have a form of their own.
/// A password, or the value of an option that by its name is one or a token, goes to the secret and nowhere else.
/// </remarks>
internal static class TargetParser
{
    private const string TransportOption = "transport";

    /// <summary>Parses a target.</summary>
    /// <param name="text">The URI.</param>
    /// <exception cref="QuarryException">It is malformed (User); the message holds nothing that may be a secret.</exception>
    public static ParsedTarget Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        int colon = SchemeLength(text);
        if (text[..colon].ToLowerInvariant() is var scheme && ConnectionStringTarget.Has(scheme))
        {
            return ConnectionStringTarget.Parse(scheme, text, colon + 1);
        }

        CheckCharacters(text, colon + 1);
        int question = text.IndexOf('?', colon + 1);
        int end = question < 0 ? text.Length : question;
        int pathStart = colon + 1;
        var authority = default(TargetAuthority);
        bool hasAuthority = text.AsSpan(pathStart, end - pathStart).StartsWith("//");
        TargetOptions options = default;
        SecretBuffer? secret = null;
        try
        {
            if (hasAuthority)
            {
                int start = pathStart + 2;
                int slash = text.IndexOf('/', start, end - start);
                pathStart = slash < 0 ? end : slash;
                bool later = pathStart > start && text.AsSpan(pathStart).Contains('@') && !text.AsSpan(start, pathStart - start).Contains('@');
                authority = later ? throw TargetErrors.LateAt() : TargetAuthority.Parse(text, start, pathStart, out secret);
            }

            string path = PercentText.Decode(text.AsSpan(pathStart, end - pathStart), pathStart);
            if (!hasAuthority && SecretOptions.FindIn(path) is { } name)
            {
                throw TargetErrors.SecretInPath(name);
            }

            options = TargetOptions.Parse(text, question < 0 ? text.Length : question + 1, secret);
            secret = options.Secret;
            var target = new Target
            {
                Scheme = scheme,
                UserName = authority.UserName ?? "",
                Host = authority.Host ?? "",
                Port = authority.Port,
                Path = hasAuthority && authority.IsEmpty && IsDrivePath(path) ? path[1..] : path,
                Options = WithoutTransport(options.Values, out string transport),
            };
            return new(target, secret, options.SecretKind) { Transport = transport };
        }
        catch
        {
            secret?.Dispose();
            throw;
        }
    }

    // Which way to go is the engine's business: drivers refuse options that they do not know.
    private static IReadOnlyDictionary<string, string> WithoutTransport(IReadOnlyDictionary<string, string> options, out string transport)
    {
        if (!options.TryGetValue(TransportOption, out string? name))
        {
            transport = "";
            return options;
        }

        transport = name.Length > 0 ? name.ToLowerInvariant() : throw TargetErrors.BadTransport();
        return options.Where(option => !option.Key.Equals(TransportOption, StringComparison.OrdinalIgnoreCase)).ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);
    }

    private static int SchemeLength(string text)
    {
        int length = 0;
        while (length < text.Length && (char.IsAsciiLetterOrDigit(text[length]) || (text[length] is '+' or '-' or '.')))
        {
            length++;
        }

        if (length == 0 || length == text.Length || text[length] != ':' || !char.IsAsciiLetter(text[0]))
        {
            throw TargetErrors.NoScheme();
        }

        return length == 1 ? throw TargetErrors.DriveLetter() : length;
    }

    private static void CheckCharacters(string text, int start)
    {
        for (int at = start; at < text.Length; at++)
        {
            if (char.IsControl(text[at]))
            {
                throw TargetErrors.BadCharacter(at, "a control character", "Remove it, or write it percent-encoded.");
            }

            if (text[at] == '#')
            {
                throw TargetErrors.BadCharacter(at, "a #", "A target has no fragment: write # as %23.");
            }
        }
    }

    private static bool IsDrivePath(string path)
        => path.Length >= 3 && path[0] == '/' && char.IsAsciiLetter(path[1]) && path[2] == ':' && (path.Length == 3 || path[3] is '/' or '\\');
}
