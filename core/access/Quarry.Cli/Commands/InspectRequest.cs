namespace Quarry.Cli.Commands;

/// <summary>What the user asked <c>inspect</c> for.</summary>
internal sealed record InspectRequest
{
    /// <summary>The file, or <c>-</c> for the standard input.</summary>
    public required string Path { get; init; }
    public bool Json { get; init; }
    /// <summary>How many bytes a batch may take once it is decoded, of formats that are read and not passed over.</summary>
    public long MaxBatchBytes { get; init; } = MaxBatchBytesOption.Default;
}
