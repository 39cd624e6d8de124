using System.Collections.Frozen;

namespace Quarry.Contracts;

/// <summary>What a session found out about its server when it connected.</summary>
public sealed record ServerInfo
{
    /// <summary>The product, such as <c>SQLite</c> or <c>Microsoft SQL Server</c>.</summary>
    public required string Product { get; init; }
    /// <summary>The version, for comparisons.</summary>
    public required Version Version { get; init; }
    /// <summary>The version as the server writes it.</summary>
    public string VersionText { get; init; } = "";
    /// <summary>Further facts that decide capabilities, such as compile options; the driver documents the names.</summary>
    public IReadOnlyDictionary<string, string> Facts { get; init; } = FrozenDictionary<string, string>.Empty;
}
