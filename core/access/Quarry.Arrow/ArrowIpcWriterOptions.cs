namespace Quarry.Arrow;

/// <summary>How an <see cref="ArrowIpcWriter"/> writes.</summary>
public sealed record ArrowIpcWriterOptions
{
    /// <summary>Stream, the default, or file.</summary>
    public ArrowIpcFormat Format { get; init; } = ArrowIpcFormat.Stream;

    /// <summary>The codec of all buffers; none by default.</summary>
    public ArrowIpcCodec Codec { get; init; }

    /// <summary>True to leave the stream open when the writer is disposed.</summary>
    public bool LeaveOpen { get; init; }
}
