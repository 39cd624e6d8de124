using Quarry.Contracts;

namespace Quarry.Cli.Commands;

/// <summary>What the user asked <c>partitions</c> for.</summary>
internal sealed record PartitionsRequest
{
    public required string PluginsDirectory { get; init; }
    public required string Target { get; init; }
    /// <summary>The table, or null for a query.</summary>
    public TableName? Table { get; init; }
    /// <summary>As given: may stand for the standard input or a file; null for a table.</summary>
    public string? Sql { get; init; }
    public string Key { get; init; } = "";
    public int? Count { get; init; }
    public required string Directory { get; init; }
    public TimeSpan? Timeout { get; init; }
}
