namespace Quarry.Columnar;

/// <summary>How one batch of a stream is stored.</summary>
public sealed record RowBufferBatchInfo
{
    /// <summary>Its rows.</summary>
    public required long Rows { get; init; }
    /// <summary>Bytes of its directory.</summary>
    public required int DirectoryBytes { get; init; }
    /// <summary>Bytes of its body, with padding.</summary>
    public required long BodyBytes { get; init; }
    /// <summary>Its columns, in order.</summary>
    public required IReadOnlyList<RowBufferColumnInfo> Columns { get; init; }
}
