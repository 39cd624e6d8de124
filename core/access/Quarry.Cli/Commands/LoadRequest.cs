namespace Quarry.Cli.Commands;

/// <summary>What the user asked <c>load</c> for.</summary>
internal sealed record LoadRequest
{
    /// <summary>The file, or "-" for the standard input.</summary>
    public required string Path { get; init; }
    /// <summary>The columns in the order in which they are read, or null for all.</summary>
    public IReadOnlyList<string>? Columns { get; init; }
    public required long MaxBatchBytes { get; init; }
    public required WriteRequest Write { get; init; }
}
