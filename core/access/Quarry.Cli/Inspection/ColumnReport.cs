using Quarry.Contracts;

namespace Quarry.Cli.Inspection;

/// <summary>One column over all batches.</summary>
internal sealed record ColumnReport
{
    public required ColumnSchema Schema { get; init; }
    /// <summary>How it is stored; null for formats that store no columns or do not tell.</summary>
    public StorageReport? Storage { get; init; }
}

/// <summary>How a column is stored.</summary>
internal sealed record StorageReport
{
    public required long Nulls { get; init; }
    /// <summary>In how many batches it is a dictionary.</summary>
    public required long DictionaryBatches { get; init; }
    /// <summary>Bytes in memory.</summary>
    public required long DecodedBytes { get; init; }
    /// <summary>Bytes in the file, without padding.</summary>
    public required long StoredBytes { get; init; }
    public required IReadOnlyList<BufferReport> Buffers { get; init; }
}

/// <summary>One buffer of a column over all batches that have it.</summary>
internal sealed record BufferReport
{
    public required string Role { get; init; }
    /// <summary>Encodings, with the number of batches.</summary>
    public required IReadOnlyDictionary<string, int> Encodings { get; init; }
    /// <summary>Codecs, with the number of batches.</summary>
    public required IReadOnlyDictionary<string, int> Codecs { get; init; }
    /// <summary>Bytes without encoding and codec.</summary>
    public required long RawBytes { get; init; }
    /// <summary>Bytes with the encoding, before the codec.</summary>
    public required long EncodedBytes { get; init; }
    /// <summary>Bytes in the file.</summary>
    public required long StoredBytes { get; init; }
}
