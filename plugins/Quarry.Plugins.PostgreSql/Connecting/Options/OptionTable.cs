using System.Collections.Frozen;

namespace Quarry.Plugins.PostgreSql.Connecting.Options;

/// <summary>The options of a target, each with its environment variable. Source: https://www.postgresql.org/docs/current/libpq-envars.html.</summary>
internal static class OptionTable
{
    /// <summary>Name → variable, or "" if it has none.</summary>
    public static FrozenDictionary<string, string> Known { get; } = new Dictionary<string, string>
    {
        ["host"] = "PGHOST",
        ["hostaddr"] = "PGHOSTADDR",
        ["port"] = "PGPORT",
        ["dbname"] = "PGDATABASE",
        ["user"] = "PGUSER",
        ["passfile"] = "PGPASSFILE",
        ["connect_timeout"] = "PGCONNECT_TIMEOUT",
        ["sslmode"] = "PGSSLMODE",
        ["sslnegotiation"] = "PGSSLNEGOTIATION",
        ["sslrootcert"] = "PGSSLROOTCERT",
        ["sslcert"] = "PGSSLCERT",
        ["sslkey"] = "PGSSLKEY",
        ["sslsni"] = "PGSSLSNI",
        ["ssl_min_protocol_version"] = "PGSSLMINPROTOCOLVERSION",
        ["ssl_max_protocol_version"] = "PGSSLMAXPROTOCOLVERSION",
        ["channel_binding"] = "PGCHANNELBINDING",
        ["require_auth"] = "PGREQUIREAUTH",
        ["allow_weak_authentication"] = "",
        ["application_name"] = "PGAPPNAME",
        ["options"] = "PGOPTIONS",
        // Not PGCLIENTENCODING: it is meant for programs that print, and text here is Unicode whatever it says.
        ["client_encoding"] = "",
        ["gssencmode"] = "PGGSSENCMODE",
        ["keepalives"] = "",
        ["keepalives_idle"] = "",
        ["keepalives_interval"] = "",
        ["keepalives_count"] = "",
        ["tcp_user_timeout"] = "",
        ["target_session_attrs"] = "PGTARGETSESSIONATTRS",
        ["load_balance_hosts"] = "PGLOADBALANCEHOSTS",
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>Options of libpq that are refused → why, and what to do.</summary>
    public static FrozenDictionary<string, string> Refused { get; } = new Dictionary<string, string>
    {
        ["password"] = "a password in a keyword string cannot be kept out of logs. Write it as postgresql://user:password@host/database, which hides it, give the source a credential, or use a passfile",
        ["sslpassword"] = "a password in an option cannot be kept out of logs. Give the source a certificate credential (PKCS #12), or use a key file without a password that only its owner can read",
        ["sslcrl"] = "certificate revocation lists are not read. Remove it",
        ["sslcrldir"] = "certificate revocation lists are not read. Remove it",
        ["sslcertmode"] = "a client certificate is sent if there is one and the server asks for it. Remove it",
        ["sslcompression"] = "TLS compression is insecure and no longer exists. Remove it",
        ["requiressl"] = "it is obsolete. Write sslmode=require",
        ["requirepeer"] = "the account of a Unix socket's server is not checked. Remove it, and guard the socket's directory by its permissions",
        ["service"] = "service files are not read. Write the service's options into the target",
        ["servicefile"] = "service files are not read. Write the service's options into the target",
        ["replication"] = "replication connections are not offered. Remove it",
        ["krbsrvname"] = KerberosHint,
        ["gsslib"] = KerberosHint,
        ["gssdelegation"] = KerberosHint,
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    private const string KerberosHint = "Kerberos is not offered by the native driver. Reach the server through ODBC (psqlODBC), which supports it";
}
