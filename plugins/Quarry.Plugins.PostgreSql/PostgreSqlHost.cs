using System.Globalization;

namespace Quarry.Plugins.PostgreSql;

/// <summary>One server that a target names.</summary>
public sealed record PostgreSqlHost
{
    /// <summary>A host name, an IP address, or the directory of a Unix socket: an absolute path, or <c>@name</c> in Linux's abstract namespace.</summary>
    public required string Name { get; init; }
    /// <summary>The IP address to connect to instead of looking the name up, or ""; the name is still what the certificate must be for.</summary>
    public string Address { get; init; } = "";
    /// <summary>The port, also part of a Unix socket's name.</summary>
    public required int Port { get; init; }
    /// <summary>True if the server is reached through a Unix socket.</summary>
    public bool IsUnixSocket => Address.Length == 0 && (Name.StartsWith('@') || Path.IsPathRooted(Name));

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"{(Name.Contains(':', StringComparison.Ordinal) && !IsUnixSocket ? $"[{Name}]" : Name)}:{Port}");
}
