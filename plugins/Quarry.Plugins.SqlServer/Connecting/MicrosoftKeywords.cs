using System.Globalization;
using Quarry.Plugins.SqlServer.Errors;

namespace Quarry.Plugins.SqlServer.Connecting;

/// <summary>Keywords of Microsoft's ODBC driver (https://learn.microsoft.com/sql/connect/odbc/dsn-connection-string-attribute).</summary>
/// <remarks>The driver says nothing but a warning of keywords that it does not know, so those that came with version 18 are refused for older ones.</remarks>
internal static class MicrosoftKeywords
{
    private const int Newest = 18;

    public static IReadOnlyList<KeyValuePair<string, string>> Of(ConnectionOptions options, string odbcDriver)
    {
        int version = VersionOf(odbcDriver);
        if (options.TdsVersion.Length > 0)
        {
            throw OptionErrors.Refused("tds-version", "Microsoft's driver speaks the newest version of the protocol that the server does");
        }

        var keywords = new List<KeyValuePair<string, string>>
        {
            new("Server", options.Port > 0 ? string.Create(CultureInfo.InvariantCulture, $"{options.Server},{options.Port}") : options.Server),
        };
        Add("Database", options.Database);
        Add("APP", options.ApplicationName);
        // Said always: version 18 encrypts by default, 17 does not.
        Add("Encrypt", options.Encrypt switch
        {
            "strict" => From18("encrypt", "strict"),
            "optional" => "no",
            _ => "yes",
        });
        Add("TrustServerCertificate", options.TrustServerCertificate ? "yes" : "no");
        Add("HostnameInCertificate", From18("hostname-in-certificate", options.HostnameInCertificate));
        Add("ServerCertificate", From18("server-certificate", options.ServerCertificate));
        switch (options.Authentication)
        {
            case "sql":
                break;
            case "integrated":
                Add("Trusted_Connection", "yes");
                break;
            default:
                Add("Authentication", options.Authentication);
                break;
        }

        Add("ApplicationIntent", options.ReadOnlyIntent switch { true => "ReadOnly", false => "ReadWrite", null => "" });
        Add("MultiSubnetFailover", options.MultiSubnetFailover switch { true => "yes", false => "no", null => "" });
        Add("ServerSPN", options.ServerSpn);
        Add("WSID", options.WorkstationId);
        Add("Language", options.Language);
        Add("ConnectRetryCount", options.ConnectRetryCount?.ToString(CultureInfo.InvariantCulture) ?? "");
        Add("ColumnEncryption", options.ColumnEncryption switch { true => "Enabled", false => "Disabled", null => "" });
        return keywords;

        void Add(string keyword, string value)
        {
            if (value.Length > 0)
            {
                keywords.Add(new(keyword, value));
            }
        }

        string From18(string option, string value) => value.Length == 0 || version >= Newest
            ? value
            : throw OptionErrors.Refused(option, "it came with ODBC Driver 18 for SQL Server, and this is an older one; install that driver, or name it as odbc.driver");
    }

    // "ODBC Driver 17 for SQL Server", "libmsodbcsql-17.10.so.6.1", "msodbcsql18.dll"; a name that does not tell is taken for the newest.
    private static int VersionOf(string odbcDriver)
    {
        int digits = odbcDriver.AsSpan().IndexOfAnyInRange('0', '9');
        if (digits < 0)
        {
            return Newest;
        }

        ReadOnlySpan<char> rest = odbcDriver.AsSpan(digits);
        int end = rest.IndexOfAnyExceptInRange('0', '9');
        return int.TryParse(end < 0 ? rest : rest[..end], NumberStyles.None, CultureInfo.InvariantCulture, out int version) ? version : Newest;
    }
}
