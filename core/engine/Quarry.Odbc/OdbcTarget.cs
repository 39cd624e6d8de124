using System.Collections.Frozen;
using Quarry.Contracts;

namespace Quarry.Odbc;

/// <summary>Targets of ODBC's own form: <c>odbc:Driver={name};Server=…</c> and <c>dsn:name;UID=…</c>, a connection string as
/// https://learn.microsoft.com/sql/odbc/reference/syntax/sqldriverconnect-function states it.</summary>
/// <remarks>The engine keeps such a target as follows: <see cref="Target.Path"/> holds the driver's name in braces, or the data source's name; the options are the
/// other keywords in order, with an empty value where the secret stood.</remarks>
public static class OdbcTarget
{
    /// <summary>The scheme of a connection string.</summary>
    public const string Scheme = "odbc";

    /// <summary>The scheme of a data source's name.</summary>
    public const string DataSourceScheme = "dsn";

    /// <summary>True if a target is of ODBC's own form.</summary>
    /// <param name="target">The target.</param>
    public static bool IsOwn(Target target)
    {
        ArgumentNullException.ThrowIfNull(target);
        return target.Scheme is Scheme or DataSourceScheme;
    }

    /// <summary>The driver's name or file, of a data source that of its description; "" if neither is known.</summary>
    /// <param name="target">A target of ODBC's own form.</param>
    /// <exception cref="QuarryException">There is no driver manager (User).</exception>
    public static string DriverOf(Target target)
    {
        ArgumentNullException.ThrowIfNull(target);
        if (target.Scheme == Scheme && target.Path.Length > 0)
        {
            return target.Path.TrimStart('{').TrimEnd('}');
        }

        string source = target.Scheme == DataSourceScheme ? target.Path : target.Options.GetValueOrDefault("DSN", "");
        return source.Length == 0 ? "" : Connecting.InstalledDrivers.OfDataSource(source);
    }

    /// <summary>The keywords in order, without Quarry's own.</summary>
    internal static IEnumerable<KeyValuePair<string, string>> Keywords(Target target)
    {
        if (target.Path.Length > 0)
        {
            yield return KeyValuePair.Create(target.Scheme == DataSourceScheme ? "DSN" : "Driver", target.Path.TrimStart('{').TrimEnd('}'));
        }

        foreach (KeyValuePair<string, string> keyword in target.Options)
        {
            if (!keyword.Key.StartsWith(Quirks.SettingNames.Prefix, StringComparison.OrdinalIgnoreCase))
            {
                yield return keyword;
            }
        }
    }

    /// <summary>True where the engine took the secret out: the names are those by which it knows one.</summary>
    internal static bool IsSecretPlace(string name, string value)
        => value.Length == 0 && (name.EndsWith("pwd", StringComparison.OrdinalIgnoreCase) || name.EndsWith("password", StringComparison.OrdinalIgnoreCase)
            || string.Concat(name.Where(char.IsLetterOrDigit)).ToUpperInvariant() is "PASSWORD" or "PASSWD" or "PASS" or "PWD" or "PASSPHRASE" or "TOKEN" or "ACCESSTOKEN" or "AUTHTOKEN"
                or "BEARERTOKEN" or "OAUTHTOKEN" or "JWT" or "APIKEY" or "SECRET" or "CLIENTSECRET");

    /// <summary>A plugin's target as its profile knows it.</summary>
    internal static Target WithoutSettings(Target target) => new()
    {
        Scheme = target.Scheme,
        UserName = target.UserName,
        Host = target.Host,
        Port = target.Port,
        Path = target.Path,
        Options = target.Options.Where(option => !option.Key.StartsWith(Quirks.SettingNames.Prefix, StringComparison.OrdinalIgnoreCase))
            .ToFrozenDictionary(StringComparer.OrdinalIgnoreCase),
    };
}
