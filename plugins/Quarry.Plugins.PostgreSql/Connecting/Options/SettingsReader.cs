using Quarry.Contracts;
using Quarry.Plugins.PostgreSql.Errors;

namespace Quarry.Plugins.PostgreSql.Connecting.Options;

/// <summary>From a target and the environment to settings.</summary>
internal static class SettingsReader
{
    private const string SystemRoots = "system";
    private const int MaxSeconds = 2_000_000;

    public static PostgreSqlSettings Read(Target target, Func<string, string?> environment)
    {
        var values = new OptionValues(target, environment);
        HostReader.AddAuthority(target, values);
        if (target.UserName.Length > 0)
        {
            values.Add("user", target.UserName);
        }

        if (target.Path.Length > 1 && target.Path[0] == '/')
        {
            values.Add("dbname", target.Path[1..]);
        }

        CheckFixed(values);
        string user = values.Text("user") ?? Environment.UserName;
        string root = values.Text("sslrootcert") ?? Existing(environment, "root.crt");
        var settings = new PostgreSqlSettings
        {
            Hosts = HostReader.Read(values),
            User = user,
            Database = values.Text("dbname") ?? user,
            PassFile = values.Text("passfile") ?? UserFiles.PassFile(environment),
            ConnectTimeout = TimeSpan.FromSeconds(values.Integer("connect_timeout", 0, MaxSeconds) ?? 15),
            TargetSessionAttributes = values.Choice("target_session_attrs", ("any", TargetSessionAttributes.Any), ("read-write", TargetSessionAttributes.ReadWrite),
                ("read-only", TargetSessionAttributes.ReadOnly), ("primary", TargetSessionAttributes.Primary), ("standby", TargetSessionAttributes.Standby),
                ("prefer-standby", TargetSessionAttributes.PreferStandby)) ?? TargetSessionAttributes.Any,
            LoadBalanceHosts = values.Choice("load_balance_hosts", ("disable", false), ("random", true)) ?? false,
            SslMode = values.Choice("sslmode", ("disable", SslMode.Disable), ("allow", SslMode.Allow), ("prefer", SslMode.Prefer), ("require", SslMode.Require),
                ("verify-ca", SslMode.VerifyCa), ("verify-full", SslMode.VerifyFull)) ?? (root == SystemRoots ? SslMode.VerifyFull : SslMode.Prefer),
            DirectTls = values.Choice("sslnegotiation", ("postgres", false), ("direct", true)) ?? false,
            SslRootCert = root,
            SslCert = values.Text("sslcert") ?? Existing(environment, "postgresql.crt"),
            SslKey = values.Text("sslkey") ?? (values.Text("sslcert") is null ? Existing(environment, "postgresql.key") : ""),
            SslSni = values.Switch("sslsni") ?? true,
            SslMinVersion = TlsVersion(values, "ssl_min_protocol_version") ?? new(1, 2),
            SslMaxVersion = TlsVersion(values, "ssl_max_protocol_version") ?? new(1, 3),
            ChannelBinding = values.Choice("channel_binding", ("disable", ChannelBindingMode.Disable), ("prefer", ChannelBindingMode.Prefer),
                ("require", ChannelBindingMode.Require)) ?? ChannelBindingMode.Prefer,
            RequireAuth = RequiredMethods.Read(values),
            AllowWeakAuthentication = values.Switch("allow_weak_authentication") ?? false,
            ApplicationName = values.Text("application_name") ?? "Quarry",
            ServerOptions = values.Text("options") ?? "",
            KeepAlives = values.Switch("keepalives") ?? true,
            KeepAlivesIdle = values.Integer("keepalives_idle", 0, 32_767) ?? 0,
            KeepAlivesInterval = values.Integer("keepalives_interval", 0, 32_767) ?? 0,
            KeepAlivesCount = values.Integer("keepalives_count", 0, 127) ?? 0,
            TcpUserTimeout = TimeSpan.FromMilliseconds(values.Integer("tcp_user_timeout", 0, int.MaxValue) ?? 0),
        };
        return Checked(settings, values);
    }

    private static PostgreSqlSettings Checked(PostgreSqlSettings settings, OptionValues values)
    {
        if (settings.SslRootCert == SystemRoots && settings.SslMode != SslMode.VerifyFull)
        {
            throw values.Invalid("sslmode", "verify-full with sslrootcert=system, since anybody can get a certificate of a public authority; or name the file of your own authority");
        }

        if (settings.DirectTls && settings.SslMode < SslMode.Require)
        {
            throw values.Invalid("sslmode", "require, verify-ca or verify-full with sslnegotiation=direct, which cannot go on without encryption");
        }

        if (settings.SslMinVersion > settings.SslMaxVersion)
        {
            throw values.Invalid("ssl_min_protocol_version", "a version that is not above ssl_max_protocol_version");
        }

        if (settings.TcpUserTimeout > TimeSpan.Zero && !OperatingSystem.IsLinux())
        {
            throw OptionErrors.Refused("tcp_user_timeout", "only Linux has such a limit. Remove it");
        }

        return settings;
    }

    // Options with one acceptable value: what a connection string that was written for libpq may say.
    private static void CheckFixed(OptionValues values)
    {
        if (values.Text("client_encoding") is { } encoding && !encoding.Replace("-", "", StringComparison.Ordinal).Equals("UTF8", StringComparison.OrdinalIgnoreCase))
        {
            throw values.Invalid("client_encoding", "UTF8, or leave it out: the server converts, and the driver reads nothing else");
        }

        if (values.Text("gssencmode") is { } mode && mode != "disable")
        {
            throw values.Invalid("gssencmode", "disable, or leave it out: the native driver does not offer Kerberos; reach the server through ODBC (psqlODBC), which does");
        }
    }

    private static Version? TlsVersion(OptionValues values, string name) => values.Text(name) switch
    {
        null => null,
        "TLSv1.2" => new(1, 2),
        "TLSv1.3" => new(1, 3),
        _ => throw values.Invalid(name, "TLSv1.2 or TLSv1.3"),
    };

    private static string Existing(Func<string, string?> environment, string name)
        => UserFiles.PathOf(environment, name) is var path && File.Exists(path) ? path : "";
}
