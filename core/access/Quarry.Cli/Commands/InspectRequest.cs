namespace Quarry.Cli.Commands;

/// <summary>What the user asked <c>inspect</c> for.</summary>
internal sealed record InspectRequest
{
    /// <summary>The file, or <c>-</c> for the standard input.</summary>
    public required string Path { get; init; }
    public bool Json { get; init; }
}
