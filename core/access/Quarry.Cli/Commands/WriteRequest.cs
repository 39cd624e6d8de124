using Quarry.Contracts;
using Quarry.Engine;

namespace Quarry.Cli.Commands;

/// <summary>The table that a command writes, how, and what it says meanwhile and afterwards.</summary>
internal sealed record WriteRequest
{
    public required string PluginsDirectory { get; init; }
    public required string Target { get; init; }
    public required TableName Table { get; init; }
    public WriteMode Mode { get; init; }
    public WriteCommit Commit { get; init; }
    public TimeSpan? Timeout { get; init; }
    /// <summary>Show the progress although the standard error is no terminal.</summary>
    public bool Progress { get; init; }
    public bool Json { get; init; }
    public bool Stats { get; init; }
}
