using Quarry.Cli.Formats;
using Quarry.Contracts;

namespace Quarry.Cli.Commands;

/// <summary>What the user asked <c>query</c> or <c>explain</c> for.</summary>
internal sealed record QueryRequest
{
    public required string PluginsDirectory { get; init; }
    public required string Target { get; init; }
    /// <summary>As given: may stand for the standard input or a file.</summary>
    public required string Sql { get; init; }
    /// <summary>As given: <c>[name][:type]=value</c>.</summary>
    public required IReadOnlyList<string> Parameters { get; init; }
    public ResultFormat Format { get; init; }
    /// <summary>The output file, or null for the standard output.</summary>
    public string? OutputPath { get; init; }
    public bool Stats { get; init; }
    public TimeSpan? Timeout { get; init; }
    public ReadOptions Read { get; init; } = ReadOptions.Default;
    public BatchLimits Batch { get; init; } = BatchLimits.Default;
}
