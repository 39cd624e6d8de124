namespace Quarry.Columnar;

/// <summary>How one buffer is stored. The names are those of FORMAT.md.</summary>
public sealed record RowBufferBufferInfo
{
    /// <summary>What it is, such as <c>Values</c>; of a part of a column with its name before it, such as <c>item.Values</c>.</summary>
    public required string Role { get; init; }
    /// <summary>Its encoding, such as <c>FrameOfReference</c>.</summary>
    public required string Encoding { get; init; }
    /// <summary>Bits of a packed integer, or 0.</summary>
    public required int Bits { get; init; }
    /// <summary>Its codec, such as <c>Zstd</c>.</summary>
    public required string Codec { get; init; }
    /// <summary>Bytes without encoding and codec.</summary>
    public required long RawBytes { get; init; }
    /// <summary>Bytes with the encoding, before the codec.</summary>
    public required long EncodedBytes { get; init; }
    /// <summary>Bytes in the stream.</summary>
    public required long StoredBytes { get; init; }
}
