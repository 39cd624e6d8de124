using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace Quarry.Contracts;

/// <summary>Where a session goes: a parsed target URI without its password. Immutable, safe to print.</summary>
public sealed class Target
{
    /// <summary>The URI scheme, lower-case, which chose the driver.</summary>
    public required string Scheme { get; init; }
    /// <summary>The user, or "".</summary>
    public string UserName { get; init; } = "";
    /// <summary>The host, or ""; an IPv6 address without brackets; several hosts as they were written, <c>h1:1,h2:2</c>.</summary>
    public string Host { get; init; } = "";
    /// <summary>The port, or 0 for the driver's default.</summary>
    public int Port { get; init; }
    /// <summary>What follows the authority, percent-decoded: a file path or a database name with a leading <c>/</c>, or the whole opaque part.</summary>
    public string Path { get; init; } = "";
    /// <summary>The query part's options; names compare case-insensitively. The driver refuses names that it does not know.</summary>
    public IReadOnlyDictionary<string, string> Options { get; init; } = FrozenDictionary<string, string>.Empty;

    /// <summary>The target as a URI; option values are shown as <c>…</c>, since a driver may accept secrets there.</summary>
    public override string ToString()
    {
        var text = new StringBuilder(Scheme).Append(':');
        if (Host.Length > 0 || UserName.Length > 0 || Path.StartsWith('/'))
        {
            text.Append("//");
        }

        if (UserName.Length > 0)
        {
            text.Append(UserName).Append('@');
        }

        // An IPv6 address is kept without its brackets; a list of hosts has commas.
        bool brackets = Host.Contains(':', StringComparison.Ordinal) && !Host.Contains(',', StringComparison.Ordinal);
        text.Append(brackets ? $"[{Host}]" : Host);
        if (Port != 0)
        {
            text.Append(':').Append(Port.ToString(CultureInfo.InvariantCulture));
        }

        text.Append(Path);
        char separator = '?';
        foreach (string name in Options.Keys)
        {
            text.Append(separator).Append(name).Append("=…");
            separator = '&';
        }

        return text.ToString();
    }
}
