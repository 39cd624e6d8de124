using System.Text;
using Quarry.Contracts;
using Quarry.Security;

namespace Quarry.Engine.Targets;

/// <summary>Reads <c>odbc:Driver={name};Server=host;PWD={pass;word}</c> and <c>dsn:name;UID=user</c>: what follows the scheme is a connection string of ODBC, verbatim, without
/// percent escapes. Source: https://learn.microsoft.com/sql/odbc/reference/syntax/sqldriverconnect-function, Comments.</summary>
/// <remarks>The driver's name, or the data source's, becomes the path, and the other keywords the options, in order. The secret leaves an empty value in its place.</remarks>
internal static class ConnectionStringTarget
{
    private const string DataSource = "dsn";

    /// <summary>True if targets of a scheme have this form.</summary>
    public static bool Has(string scheme) => scheme is "odbc" or DataSource;

    /// <summary>Parses a target.</summary>
    /// <param name="scheme">Its scheme, lower-case.</param>
    /// <param name="text">The whole target.</param>
    /// <param name="start">Where the connection string starts.</param>
    public static ParsedTarget Parse(string scheme, string text, int start)
    {
        var options = new OrderedDictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        string path = "";
        SecretBuffer? secret = null;
        var kind = CredentialKind.Password;
        try
        {
            if (scheme == DataSource)
            {
                int end = text.IndexOf(';', start);
                path = text[start..(end < 0 ? text.Length : end)].Trim();
                start = end < 0 ? text.Length : end + 1;
            }

            while (TryNext(text, ref start, out Range name, out Range value))
            {
                string keyword = text[name].Trim();
                if (KindOf(keyword) is { } secretKind)
                {
                    secret = secret is null ? Secret(text.AsSpan(value)) : throw TargetErrors.TwoSecrets(keyword);
                    kind = secretKind;
                    options[keyword] = "";
                }
                else if (scheme != DataSource && keyword.Equals("Driver", StringComparison.OrdinalIgnoreCase))
                {
                    path = path.Length > 0 ? throw TargetErrors.DuplicateOption(keyword)
                        : Plain(text.AsSpan(value)) is { Length: > 0 } driver ? $"{{{driver}}}" : throw TargetErrors.NoOdbcDriver();
                }
                else if (!options.TryAdd(keyword, Plain(text.AsSpan(value))))
                {
                    throw TargetErrors.DuplicateOption(keyword);
                }
            }

            return path.Length > 0 || options.ContainsKey("DSN") || options.ContainsKey("FILEDSN")
                ? new(new() { Scheme = scheme, Path = path, Options = options }, secret, kind)
                : throw TargetErrors.NoOdbcDriver();
        }
        catch
        {
            secret?.Dispose();
            throw;
        }
    }

    // The password of a key or a proxy is a secret as well, though not the login's: it is kept like one, and there can be one only.
    private static CredentialKind? KindOf(string name)
        => SecretOptions.KindOf(name) ?? (name.EndsWith("password", StringComparison.OrdinalIgnoreCase) || name.EndsWith("pwd", StringComparison.OrdinalIgnoreCase) ? CredentialKind.Password : null);

    private static bool TryNext(string text, ref int at, out Range name, out Range value)
    {
        while (at < text.Length && (text[at] == ';' || char.IsWhiteSpace(text[at])))
        {
            at++;
        }

        (name, value) = (default, default);
        if (at == text.Length)
        {
            return false;
        }

        int equals = text.IndexOf('=', at);
        int semicolon = text.IndexOf(';', at);
        if (equals <= at || (semicolon >= 0 && semicolon < equals))
        {
            throw TargetErrors.BadConnectionString("a part that is not keyword=value");
        }

        name = at..equals;
        int start = equals + 1;
        while (start < text.Length && text[start] == ' ')
        {
            start++;
        }

        int end = start < text.Length && text[start] == '{' ? EndOfBraces(text, start) : text.IndexOf(';', start) is >= 0 and var next ? next : text.Length;
        value = start..end;
        at = end;
        while (at < text.Length && text[at] == ' ')
        {
            at++;
        }

        return at == text.Length || text[at] == ';' ? true : throw TargetErrors.BadConnectionString("text behind a closing brace");
    }

    private static int EndOfBraces(string text, int start)
    {
        for (int at = start + 1; at < text.Length; at++)
        {
            if (text[at] != '}')
            {
                continue;
            }

            if (at + 1 == text.Length || text[at + 1] != '}')
            {
                return at + 1;
            }

            at++;
        }

        throw TargetErrors.BadConnectionString("an opening brace without its closing one");
    }

    private static string Plain(ReadOnlySpan<char> value)
        => value is ['{', .., '}'] ? value[1..^1].ToString().Replace("}}", "}", StringComparison.Ordinal) : value.TrimEnd().ToString();

    private static SecretBuffer Secret(ReadOnlySpan<char> value)
    {
        bool braces = value is ['{', .., '}'];
        value = braces ? value[1..^1] : value.TrimEnd();
        byte[] bytes = GC.AllocateUninitializedArray<byte>(Encoding.UTF8.GetMaxByteCount(value.Length), pinned: true);
        try
        {
            if (!System.Text.Unicode.Utf8.FromUtf16(value, bytes, out _, out int length, replaceInvalidSequences: false).Equals(System.Buffers.OperationStatus.Done))
            {
                throw TargetErrors.BadConnectionString("half a surrogate pair in its secret");
            }

            return new(bytes.AsSpan(0, braces ? Single(bytes.AsSpan(0, length)) : length));
        }
        finally
        {
            System.Security.Cryptography.CryptographicOperations.ZeroMemory(bytes);
        }
    }

    // In place: a second copy would have to be erased too.
    private static int Single(Span<byte> text)
    {
        int written = 0;
        for (int at = 0; at < text.Length; at++)
        {
            text[written++] = text[at];
            at += text[at] == '}' ? 1 : 0;
        }

        return written;
    }
}
