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
    public OutputRequest Output { get; init; } = new();
    public TimeSpan? Timeout { get; init; }
    public ReadOptions Read { get; init; } = ReadOptions.Default;
    public BatchLimits Batch { get; init; } = BatchLimits.Default;
}
