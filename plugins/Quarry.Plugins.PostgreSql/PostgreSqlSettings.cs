using Quarry.Contracts;
using Quarry.Plugins.PostgreSql.Errors;

namespace Quarry.Plugins.PostgreSql;

/// <summary>How a session is opened: the content of a target.</summary>
public sealed record PostgreSqlSettings
{
    /// <summary>The server's port unless the target names one.</summary>
    public const int DefaultPort = 5432;

    /// <summary>A host name, an address, or a directory that holds the server's Unix socket.</summary>
    public required string Host { get; init; }
    /// <summary>The port, also part of a Unix socket's name.</summary>
    public int Port { get; init; } = DefaultPort;
    /// <summary>The user.</summary>
    public required string User { get; init; }
    /// <summary>The database.</summary>
    public required string Database { get; init; }

    /// <summary>Reads a target.</summary>
    /// <param name="target">The target.</param>
    /// <exception cref="QuarryException">An option is unknown or has a wrong value (User).</exception>
    public static PostgreSqlSettings Parse(Target target)
    {
        ArgumentNullException.ThrowIfNull(target);
        string host = target.Host.Length > 0 ? target.Host : "localhost";
        int port = target.Port != 0 ? target.Port : DefaultPort;
        foreach ((string name, string value) in target.Options)
        {
            switch (name.ToLowerInvariant())
            {
                case "host":
                    host = value;
                    break;
                case "port":
                    port = int.Parse(value, System.Globalization.CultureInfo.InvariantCulture);
                    break;
                default:
                    throw PgErrors.OptionUnknown(name);
            }
        }

        string user = target.UserName.Length > 0 ? target.UserName : Environment.UserName;
        string database = target.Path.TrimStart('/');
        return new() { Host = host, Port = port, User = user, Database = database.Length > 0 ? database : user };
    }
}
