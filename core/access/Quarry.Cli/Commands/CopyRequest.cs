namespace Quarry.Cli.Commands;

/// <summary>What the user asked <c>copy</c> for.</summary>
internal sealed record CopyRequest
{
    /// <summary>What is read, and from where.</summary>
    public required QueryRequest Query { get; init; }
    public required WriteRequest Write { get; init; }
    /// <summary>Read in that many parts at the same time, or null to read by one query.</summary>
    public int? Partitions { get; init; }
    /// <summary>The column that tells the parts apart, or "".</summary>
    public string Key { get; init; } = "";
    /// <summary>The column by whose last value in the table the copy goes on, or null to copy the whole.</summary>
    public string? ResumeKey { get; init; }
    /// <summary>Count the rows first, so that the progress can tell how long the rest takes.</summary>
    public bool Count { get; init; }
}
