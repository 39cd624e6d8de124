using System.Text.RegularExpressions;

namespace Quarry.Contracts;

/// <summary>Removes what looks like a secret from text that a library wrote. It removes too much rather than too little.</summary>
internal static partial class SecretText
{
    public static string Scrub(string text)
    {
        text = KeywordValue().Replace(text, "$1…");
        text = UriUserInfo().Replace(text, "://$1:…@");
        return BareUserInfo().Replace(text, "$1…@");
    }

    // password=…; {"pwd": "…"}; ?access_token=…&. An unquoted value may hold spaces, so it ends only where a connection string, URI or line does.
    [GeneratedRegex("""((?:password|passwd|pwd|passphrase|secret|token|api[-_ ]?key|account[-_ ]?key|shared[-_ ]?access[-_ ]?\w+)["']?\s*[=:]\s*)(?:"[^"\r\n]*"?|'[^'\r\n]*'?|\{[^}\r\n]*\}?|[^\s;&"'{][^;&"\r\n]*)""",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex KeywordValue();

    // scheme://user:password@host; the password may hold '@' and '/' when its writer forgot to escape them.
    [GeneratedRegex("""://([^\s:/@]*):\S*@""", RegexOptions.CultureInvariant)]
    private static partial Regex UriUserInfo();

    // user:password@host, and Oracle's user/password@host.
    [GeneratedRegex("""(?<![\w./:…])([\w.+\-]{1,64}[:/])[^\s@/:…]{1,256}@""", RegexOptions.CultureInvariant)]
    private static partial Regex BareUserInfo();
}
