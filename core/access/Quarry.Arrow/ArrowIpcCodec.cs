namespace Quarry.Arrow;

/// <summary>How a writer compresses the buffers of batches.</summary>
public enum ArrowIpcCodec
{
    /// <summary>Not at all.</summary>
    None,
    /// <summary>LZ4 frames.</summary>
    Lz4,
    /// <summary>zstd frames.</summary>
    Zstd,
}
