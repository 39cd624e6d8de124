namespace Quarry.Columnar;

/// <summary>How one column of a batch is stored.</summary>
public sealed record RowBufferColumnInfo
{
    /// <summary>The column's name.</summary>
    public required string Name { get; init; }
    /// <summary>How many of its values are NULL.</summary>
    public required int NullCount { get; init; }
    /// <summary>True if it is stored as indices into distinct values.</summary>
    public required bool IsDictionary { get; init; }
    /// <summary>How many distinct values there are, or 0 without a dictionary.</summary>
    public required int DictionaryEntries { get; init; }
    /// <summary>Bytes that it takes in memory.</summary>
    public required long DecodedBytes { get; init; }
    /// <summary>Bytes that it takes in the stream, without padding.</summary>
    public required long StoredBytes { get; init; }
    /// <summary>Its buffers, those of a list's elements and of a timestamp's parts after its own.</summary>
    public required IReadOnlyList<RowBufferBufferInfo> Buffers { get; init; }
}
