using Quarry.Contracts;
using Quarry.Plugins.PostgreSql.Connecting.Options;

namespace Quarry.Plugins.PostgreSql;

/// <summary>How a session is opened: the content of a target, behind it the <c>PG*</c> environment variables, behind them the defaults. It holds no secret.</summary>
/// <remarks>Names and meanings are libpq's, https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-PARAMKEYWORDS; the plugin's README lists them.</remarks>
public sealed record PostgreSqlSettings
{
    /// <summary>The server's port unless the target names one.</summary>
    public const int DefaultPort = 5432;

    /// <summary>The servers, tried one after the other; one or more.</summary>
    public required IReadOnlyList<PostgreSqlHost> Hosts { get; init; }
    /// <summary>The user.</summary>
    public required string User { get; init; }
    /// <summary>The database.</summary>
    public required string Database { get; init; }
    /// <summary>The file of passwords that is read when no other gives one; it need not exist.</summary>
    public string PassFile { get; init; } = "";
    /// <summary>How long each address may take until the session is logged in; zero to wait until the caller cancels. 15 seconds by default.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(15);
    /// <summary>Which of the servers is acceptable.</summary>
    public TargetSessionAttributes TargetSessionAttributes { get; init; }
    /// <summary>True to try hosts and their addresses in random order.</summary>
    public bool LoadBalanceHosts { get; init; }

    /// <summary>Encryption.</summary>
    public SslMode SslMode { get; init; } = SslMode.Prefer;
    /// <summary>True to start with the TLS handshake, without asking first; servers from 17 on understand it.</summary>
    public bool DirectTls { get; init; }
    /// <summary>A file of authorities' certificates (PEM), <c>system</c> for those of the operating system, or "" for none.</summary>
    public string SslRootCert { get; init; } = "";
    /// <summary>The file of the client's certificate: PEM, or PKCS #12 without a password; "" for none.</summary>
    public string SslCert { get; init; } = "";
    /// <summary>The file of its private key (PEM), or "" if <see cref="SslCert"/> holds it.</summary>
    public string SslKey { get; init; } = "";
    /// <summary>True, the default, to name the host in the handshake (SNI).</summary>
    public bool SslSni { get; init; } = true;
    /// <summary>The oldest TLS version that is acceptable: 1.2, the default, or 1.3.</summary>
    public Version SslMinVersion { get; init; } = new(1, 2);
    /// <summary>The newest TLS version that is acceptable: 1.2 or 1.3, the default.</summary>
    public Version SslMaxVersion { get; init; } = new(1, 3);

    /// <summary>Channel binding.</summary>
    public ChannelBindingMode ChannelBinding { get; init; } = ChannelBindingMode.Prefer;
    /// <summary>The ways of logging in that the server may ask for.</summary>
    public AuthenticationMethods RequireAuth { get; init; } = AuthenticationMethods.Any;
    /// <summary>True to send a password, or its MD5, over a connection without TLS.</summary>
    public bool AllowWeakAuthentication { get; init; }

    /// <summary>The name that the server shows of this session.</summary>
    public string ApplicationName { get; init; } = "Quarry";
    /// <summary>Command-line options for the server's process, such as <c>-c geqo=off</c>.</summary>
    public string ServerOptions { get; init; } = "";

    /// <summary>True, the default, to let the system probe an idle TCP connection.</summary>
    public bool KeepAlives { get; init; } = true;
    /// <summary>Seconds without traffic before the first probe; 0 for the system's default.</summary>
    public int KeepAlivesIdle { get; init; }
    /// <summary>Seconds between probes; 0 for the system's default.</summary>
    public int KeepAlivesInterval { get; init; }
    /// <summary>Probes without an answer after which the connection is lost; 0 for the system's default.</summary>
    public int KeepAlivesCount { get; init; }
    /// <summary>How long sent data may stay unacknowledged before the connection is lost (Linux only); zero for the system's default.</summary>
    public TimeSpan TcpUserTimeout { get; init; }

    /// <summary>Reads a target, with the environment behind it.</summary>
    /// <param name="target">The target.</param>
    /// <exception cref="QuarryException">An option is unknown or has a wrong value (User).</exception>
    public static PostgreSqlSettings Parse(Target target) => Parse(target, Environment.GetEnvironmentVariable);

    internal static PostgreSqlSettings Parse(Target target, Func<string, string?> environment)
    {
        ArgumentNullException.ThrowIfNull(target);
        return SettingsReader.Read(target, environment);
    }
}
