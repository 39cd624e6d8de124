using System.Globalization;
using Quarry.Plugins.SqlServer.Errors;

namespace Quarry.Plugins.SqlServer.Connecting;

/// <summary>Keywords of FreeTDS (https://www.freetds.org/userguide/OdbcConnAttr.html, and those that the driver of version 1.3 knows besides).</summary>
/// <remarks>What it has no keyword for is refused, not left out: it would connect in another way than was asked for.</remarks>
internal static class FreeTdsKeywords
{
    // datetime2, time and datetimeoffset have types of their own from 7.3 on; the newest gives all that the driver knows.
    private const string NewestProtocol = "7.4";
    private const string DefaultPort = "1433";

    public static bool IsFreeTds(string odbcDriver)
        => odbcDriver.StartsWith("FreeTDS", StringComparison.OrdinalIgnoreCase) || odbcDriver.Contains("tdsodbc", StringComparison.OrdinalIgnoreCase);

    public static IReadOnlyList<KeyValuePair<string, string>> Of(ConnectionOptions options)
    {
        Check(options);
        var keywords = new List<KeyValuePair<string, string>> { new("Server", options.Server) };
        // An instance is asked for its port; else there is no default that every build of the driver has.
        Add("Port", options.Port > 0 ? options.Port.ToString(CultureInfo.InvariantCulture) : options.Instance.Length > 0 ? "" : DefaultPort);
        Add("TDS_Version", options.TdsVersion.Length > 0 ? options.TdsVersion : NewestProtocol);
        Add("ClientCharset", "UTF-8");
        Add("Database", options.Database);
        Add("APP", options.ApplicationName);
        Add("Encryption", options.Encrypt == "optional" ? "off" : "require");
        Add("Trusted_Connection", options.Authentication == "integrated" ? "yes" : "");
        Add("ApplicationIntent", options.ReadOnlyIntent switch { true => "ReadOnly", false => "ReadWrite", null => "" });
        Add("ServerSPN", options.ServerSpn);
        Add("WSID", options.WorkstationId);
        Add("Language", options.Language);
        return keywords;

        void Add(string keyword, string value)
        {
            if (value.Length > 0)
            {
                keywords.Add(new(keyword, value));
            }
        }
    }

    private static void Check(ConnectionOptions options)
    {
        const string Other = "; use Microsoft's ODBC driver";
        (string Name, bool Given, string Reason)[] refused =
        [
            ("encrypt", options.Encrypt == "strict", "FreeTDS 1.3 does not begin with TLS" + Other),
            ("trust-server-certificate", options is { Encrypt: not "optional", TrustServerCertificate: false },
                "FreeTDS checks no certificate unless its own freetds.conf names a \"ca file\"; say trust-server-certificate=yes, which leaves that to freetds.conf, or use Microsoft's ODBC driver"),
            ("hostname-in-certificate", options.HostnameInCertificate.Length > 0, "FreeTDS has no keyword for it" + Other),
            ("server-certificate", options.ServerCertificate.Length > 0, "FreeTDS has no keyword for it" + Other),
            ("authentication", options.Authentication is not ("sql" or "integrated"), "FreeTDS does not log in at Microsoft Entra" + Other),
            ("multi-subnet-failover", options.MultiSubnetFailover is not null, "FreeTDS has no keyword for it" + Other),
            ("connect-retry-count", options.ConnectRetryCount is not null, "FreeTDS has no keyword for it" + Other),
            ("column-encryption", options.ColumnEncryption is not null, "FreeTDS does not decrypt columns" + Other),
        ];
        foreach ((string name, bool given, string reason) in refused)
        {
            if (given)
            {
                throw OptionErrors.Refused(name, reason);
            }
        }
    }
}
