namespace Quarry.Columnar;

/// <summary>How a writer compresses buffers. FORMAT.md states the cost model of <see cref="Auto"/>.</summary>
public enum RowBufferCodec
{
    /// <summary>Per buffer, from a sample: zstd, LZ4, or nothing where neither makes it 1.1 times smaller.</summary>
    Auto,
    /// <summary>Nothing is compressed.</summary>
    None,
    /// <summary>LZ4 blocks wherever they make a buffer 1.1 times smaller.</summary>
    Lz4,
    /// <summary>zstd frames of level 1 wherever they make a buffer 1.1 times smaller.</summary>
    Zstd,
}
