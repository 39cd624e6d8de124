namespace Quarry.Columnar;

/// <summary>How a <see cref="RowBufferWriter"/> writes.</summary>
public sealed record RowBufferWriterOptions
{
    /// <summary>The codec of buffers; by default chosen per buffer.</summary>
    public RowBufferCodec Codec { get; init; }

    /// <summary>The encoding of buffers; by default chosen per buffer.</summary>
    public RowBufferEncoding Encoding { get; init; }

    /// <summary>The oldest reader that must be able to read what is written, of <see cref="RowBufferVersion.Latest"/>'s major. By default the latest;
    /// for 2.0 floats are never split into byte streams.</summary>
    public RowBufferVersion ReaderVersion { get; init; } = RowBufferVersion.Latest;

    /// <summary>How many batches may be encoded at once, each on a thread of the pool; their order is kept, and the bytes are the same for any number. 1, the default, encodes on the caller's thread.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>True to leave the stream open when the writer is disposed.</summary>
    public bool LeaveOpen { get; init; }

    /// <summary>For tests: the one encoding to use wherever it is possible at all, although another is smaller.</summary>
    internal Wire.BufferEncoding? Force { get; init; }
}
