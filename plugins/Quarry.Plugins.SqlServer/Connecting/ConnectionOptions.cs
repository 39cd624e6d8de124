using System.Globalization;
using Quarry.Contracts;
using Quarry.Plugins.SqlServer.Errors;

namespace Quarry.Plugins.SqlServer.Connecting;

/// <summary>What a target says, checked, in the words of Quarry. Each ODBC driver's keywords are made of it.</summary>
internal sealed record ConnectionOptions
{
    private static readonly string[] s_names =
    [
        "instance", "encrypt", "trust-server-certificate", "hostname-in-certificate", "server-certificate", "authentication", "application-name", "application-intent",
        "multi-subnet-failover", "server-spn", "workstation-id", "language", "connect-retry-count", "column-encryption", "tds-version",
    ];

    public required string Host { get; init; }
    /// <summary>0 for the driver's default, 1433.</summary>
    public required int Port { get; init; }
    public required string Database { get; init; }
    public required bool HasUser { get; init; }
    public string Instance { get; private init; } = "";
    /// <summary><c>mandatory</c>, <c>optional</c> or <c>strict</c>.</summary>
    public string Encrypt { get; private init; } = "mandatory";
    public bool TrustServerCertificate { get; private init; }
    public string HostnameInCertificate { get; private init; } = "";
    public string ServerCertificate { get; private init; } = "";
    /// <summary><c>sql</c>, <c>integrated</c>, or one of Microsoft's names that begin with ActiveDirectory.</summary>
    public string Authentication { get; private init; } = "sql";
    public string ApplicationName { get; private init; } = "Quarry";
    public bool? ReadOnlyIntent { get; private init; }
    public bool? MultiSubnetFailover { get; private init; }
    public string ServerSpn { get; private init; } = "";
    public string WorkstationId { get; private init; } = "";
    public string Language { get; private init; } = "";
    public int? ConnectRetryCount { get; private init; }
    public bool? ColumnEncryption { get; private init; }
    public string TdsVersion { get; private init; } = "";

    /// <summary>The server as both drivers take it, without the port.</summary>
    public string Server => Instance.Length > 0 ? $"{Host}\\{Instance}" : Host;

    /// <exception cref="QuarryException">The target is malformed, or an option is unknown or has a wrong value (User).</exception>
    public static ConnectionOptions Read(Target target)
    {
        ArgumentNullException.ThrowIfNull(target);
        if (target.Host.Contains(',', StringComparison.Ordinal))
        {
            throw OptionErrors.Target("A SQL Server target names one server. Name the listener of an availability group, and say multi-subnet-failover=yes.");
        }

        string database = target.Path.StartsWith('/') ? target.Path[1..] : target.Path;
        if (database.Contains('/', StringComparison.Ordinal) || (target.Path.Length > 0 && target.Path[0] != '/'))
        {
            throw OptionErrors.Target("What follows the server in a SQL Server target is one database. Write sqlserver://user@host:1433/database, and a slash within its name as %2F in an odbc: target.");
        }

        var options = new ConnectionOptions
        {
            Host = target.Host.Length > 0 ? target.Host : "localhost",
            Port = target.Port,
            Database = database,
            HasUser = target.UserName.Length > 0,
        };
        foreach ((string name, string value) in target.Options)
        {
            options = options.With(name, value);
        }

        if (options is { Instance.Length: > 0, Port: > 0 })
        {
            throw OptionErrors.Refused("instance", "the target names a port too, which decides alone; leave out one of them");
        }

        return options is { HasUser: true, Authentication: "integrated" }
            ? throw OptionErrors.Refused("authentication", "integrated takes the account of this process, and the target names a user; leave out one of them")
            : options;
    }

    private ConnectionOptions With(string name, string value) => name.ToLowerInvariant() switch
    {
        "instance" => this with { Instance = Text(name, value) },
        "encrypt" => this with { Encrypt = EncryptOf(name, value) },
        "trust-server-certificate" => this with { TrustServerCertificate = Switch(name, value) },
        "hostname-in-certificate" => this with { HostnameInCertificate = Text(name, value) },
        "server-certificate" => this with { ServerCertificate = Text(name, value) },
        "authentication" => this with { Authentication = AuthenticationOf(name, value) },
        "application-name" => this with { ApplicationName = Text(name, value) },
        "application-intent" => this with { ReadOnlyIntent = IntentOf(name, value) },
        "multi-subnet-failover" => this with { MultiSubnetFailover = Switch(name, value) },
        "server-spn" => this with { ServerSpn = Text(name, value) },
        "workstation-id" => this with { WorkstationId = Text(name, value) },
        "language" => this with { Language = Text(name, value) },
        "connect-retry-count" => this with { ConnectRetryCount = CountOf(name, value) },
        "column-encryption" => this with { ColumnEncryption = Switch(name, value) },
        "tds-version" => this with { TdsVersion = VersionOf(name, value) },
        _ => throw OptionErrors.Unknown(name, s_names),
    };

    private static string Text(string name, string value) => value.Length > 0 ? value : throw OptionErrors.Invalid(name, "a text that is not empty");

    private static bool Switch(string name, string value) => value.ToLowerInvariant() switch
    {
        "yes" or "true" or "1" => true,
        "no" or "false" or "0" => false,
        _ => throw OptionErrors.Invalid(name, "yes or no"),
    };

    private static string EncryptOf(string name, string value) => value.ToLowerInvariant() switch
    {
        "yes" or "true" or "1" or "mandatory" => "mandatory",
        "no" or "false" or "0" or "optional" => "optional",
        "strict" => "strict",
        _ => throw OptionErrors.Invalid(name, "yes (or mandatory), no (or optional) or strict"),
    };

    private static bool IntentOf(string name, string value) => value.ToLowerInvariant() switch
    {
        "readonly" or "read-only" => true,
        "readwrite" or "read-write" => false,
        _ => throw OptionErrors.Invalid(name, "read-only or read-write"),
    };

    private static string AuthenticationOf(string name, string value) => value.ToLowerInvariant() switch
    {
        "sql" or "sqlpassword" => "sql",
        "integrated" => "integrated",
        "activedirectorypassword" => "ActiveDirectoryPassword",
        "activedirectoryintegrated" => "ActiveDirectoryIntegrated",
        "activedirectorymsi" => "ActiveDirectoryMsi",
        "activedirectoryserviceprincipal" => "ActiveDirectoryServicePrincipal",
        _ => throw OptionErrors.Invalid(name, "sql, integrated, ActiveDirectoryPassword, ActiveDirectoryIntegrated, ActiveDirectoryMsi or ActiveDirectoryServicePrincipal"),
    };

    private static int CountOf(string name, string value)
        => int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out int count) && count <= 255 ? count : throw OptionErrors.Invalid(name, "0 to 255");

    private static string VersionOf(string name, string value)
        => value is "7.2" or "7.3" or "7.4" ? value : throw OptionErrors.Invalid(name, "7.2, 7.3 or 7.4");
}
