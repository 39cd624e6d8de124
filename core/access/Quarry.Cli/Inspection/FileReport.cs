namespace Quarry.Cli.Inspection;

/// <summary>What <c>inspect</c> tells of a file.</summary>
internal sealed record FileReport
{
    /// <summary>The format's name, for programs; it never changes.</summary>
    public required string Format { get; init; }
    /// <summary>The format's name and version, for people.</summary>
    public required string Title { get; init; }
    /// <summary>The version that the file states, or null if it states none.</summary>
    public string? Version { get; init; }
    /// <summary>Bytes of the file.</summary>
    public required long Bytes { get; init; }
    public required IReadOnlyList<ResultReport> Results { get; init; }
    /// <summary>Rows that statements without columns changed (MULT).</summary>
    public IReadOnlyList<long> AffectedRows { get; init; } = [];
    /// <summary>Types of the output parameters (OUT1).</summary>
    public IReadOnlyList<string> OutputParameters { get; init; } = [];
}

/// <summary>One result of a file.</summary>
internal sealed record ResultReport
{
    /// <summary>Batches, or messages of v1.</summary>
    public required long Batches { get; init; }
    public required long Rows { get; init; }
    public required IReadOnlyList<ColumnReport> Columns { get; init; }
}
