using System.Globalization;
using System.Text;
using Quarry.Contracts;
using Quarry.Plugins.Oracle.Errors;

namespace Quarry.Plugins.Oracle.Connecting;

/// <summary>A target as Oracle's client wants it: Easy Connect, or a name that the client looks up.</summary>
/// <remarks>Source: https://docs.oracle.com/en/database/oracle/oracle-database/23/netag/support-easy-connect-plus.html; a client before 19c knows neither TLS nor parameters there.</remarks>
internal static class OracleTarget
{
    private const int DefaultPort = 1521;
    private const string Alias = "tns";
    private const string Protocol = "protocol";
    private const string Buffer = "fetch_buffer_size";

    // What Easy Connect takes behind a question mark, and what each takes. What would hold a password is not among them.
    private static readonly (string Name, string Expected, Func<string, bool> IsValid)[] s_parameters =
    [
        ("connect_timeout", "a number of seconds", IsNumber),
        ("transport_connect_timeout", "a number of seconds", IsNumber),
        ("retry_count", "a number", IsNumber),
        ("retry_delay", "a number of seconds", IsNumber),
        ("sdu", "a number of bytes", IsNumber),
        ("load_balance", "on or off", IsSwitch),
        ("wallet_location", "a directory", IsText),
        ("ssl_server_dn_match", "on or off", IsSwitch),
        ("ssl_server_cert_dn", "a distinguished name", IsText),
    ];

    private static readonly string[] s_known = [Alias, Protocol, Buffer, .. s_parameters.Select(parameter => parameter.Name)];

    /// <summary>DBQ: where to.</summary>
    /// <exception cref="QuarryException">The target is malformed (User).</exception>
    public static string ConnectIdentifier(Target target)
    {
        foreach (string name in target.Options.Keys)
        {
            if (!s_known.Contains(name, StringComparer.OrdinalIgnoreCase))
            {
                throw OptionErrors.Unknown(name, s_known);
            }
        }

        return target.Host.Length > 0 ? EasyConnect(target) : Name(target);
    }

    /// <summary>FBS: the bytes of a fetch, or null for the profile's.</summary>
    /// <exception cref="QuarryException">It is no number of bytes (User).</exception>
    public static string? FetchBuffer(Target target) => !target.Options.TryGetValue(Buffer, out string? bytes) ? null
        : int.TryParse(bytes, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number > 0 ? bytes
        : throw OptionErrors.Invalid(Buffer, "a number of bytes, 1 or more");

    private static string EasyConnect(Target target)
    {
        if (target.Options.ContainsKey(Alias))
        {
            throw OptionErrors.Refused(Alias, "the target names a host; write oracle://user@/ALIAS, or leave the option out");
        }

        string service = target.Path.TrimStart('/');
        if (service.Length == 0 || !service.All(c => char.IsAsciiLetterOrDigit(c) || "_$#.-:/".Contains(c, StringComparison.Ordinal)))
        {
            throw OptionErrors.Target("names no service, or one with characters that Easy Connect does not take");
        }

        // Several hosts stand as they were written, each with its port; an address of IPv6 without its brackets.
        string host = target.Host.Contains(',', StringComparison.Ordinal) ? target.Host
            : string.Create(CultureInfo.InvariantCulture, $"{(target.Host.Contains(':', StringComparison.Ordinal) ? $"[{target.Host}]" : target.Host)}:{(target.Port == 0 ? DefaultPort : target.Port)}");
        if (!host.All(c => char.IsAsciiLetterOrDigit(c) || ".-_:,[]%".Contains(c, StringComparison.Ordinal)))
        {
            throw OptionErrors.Target("names a host with characters that Easy Connect does not take");
        }

        string scheme = target.Options.GetValueOrDefault(Protocol, "").ToLowerInvariant() switch
        {
            "" or "tcp" => "",
            "tcps" => "tcps:",
            _ => throw OptionErrors.Invalid(Protocol, "tcp or tcps"),
        };
        return $"{scheme}//{host}/{service}{Parameters(target)}";
    }

    private static string Parameters(Target target)
    {
        var text = new StringBuilder();
        foreach ((string name, string expected, Func<string, bool> isValid) in s_parameters)
        {
            if (target.Options.TryGetValue(name, out string? value))
            {
                // Quotes keep what has a meaning of its own, such as the commas of a distinguished name.
                string written = !isValid(value) ? throw OptionErrors.Invalid(name, expected) : value.All(char.IsAsciiLetterOrDigit) ? value : $"\"{value}\"";
                text.Append(text.Length == 0 ? '?' : '&').Append(name).Append('=').Append(written);
            }
        }

        return text.ToString();
    }

    private static string Name(Target target)
    {
        string path = target.Path.TrimStart('/');
        string? option = target.Options.GetValueOrDefault(Alias);
        if ((option is null) == (path.Length == 0) || target.Port != 0)
        {
            throw OptionErrors.Target("names no host, so that it takes an alias, once: as its path or as the option tns");
        }

        foreach (string name in target.Options.Keys)
        {
            if (!name.Equals(Alias, StringComparison.OrdinalIgnoreCase) && !name.Equals(Buffer, StringComparison.OrdinalIgnoreCase))
            {
                throw OptionErrors.Refused(name, "it belongs to Easy Connect, and an alias says all of it in tnsnames.ora");
            }
        }

        string alias = option ?? path;
        return IsAlias(alias) || IsDescriptor(alias) ? alias : throw OptionErrors.Invalid(Alias, "a name of tnsnames.ora, or a connect descriptor (DESCRIPTION=…)");
    }

    private static bool IsAlias(string text) => text.Length > 0 && text.All(c => char.IsAsciiLetterOrDigit(c) || "_-.$#".Contains(c, StringComparison.Ordinal));

    private static bool IsDescriptor(string text) => text.StartsWith("(DESCRIPTION", StringComparison.OrdinalIgnoreCase) && text.EndsWith(')') && !text.AsSpan().ContainsAny("{};\0");

    private static bool IsNumber(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out _);

    private static bool IsSwitch(string text) => text.ToUpperInvariant() is "ON" or "OFF";

    private static bool IsText(string text) => text.Length > 0 && !text.AsSpan().ContainsAny("\"{};\0");
}
