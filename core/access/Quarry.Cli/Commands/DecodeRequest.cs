namespace Quarry.Cli.Commands;

/// <summary>What the user asked <c>decode</c> for.</summary>
internal sealed record DecodeRequest
{
    /// <summary>The file, or <c>-</c> for the standard input.</summary>
    public required string Path { get; init; }
    /// <summary>The columns to read, in that order; null for all.</summary>
    public IReadOnlyList<string>? Columns { get; init; }
    /// <summary>How many bytes a batch, or a message of RowBuffer v1, may take once it is decoded.</summary>
    public long MaxBatchBytes { get; init; } = MaxBatchBytesOption.Default;
    public OutputRequest Output { get; init; } = new();
}
