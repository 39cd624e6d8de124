using System.Collections.Frozen;

namespace Quarry.Columnar;

/// <summary>How a <see cref="RowBufferReader"/> reads.</summary>
public sealed record RowBufferReaderOptions
{
    /// <summary>The names of the columns to read, in that order, found as <see cref="Contracts.Schema.IndexOf"/> does; null for all. The bytes of the
    /// others are skipped.</summary>
    public IReadOnlyList<string>? Columns { get; init; }

    /// <summary>How many bytes the columns of one batch may take once they are decoded. What a batch needs is known, and compared with this,
    /// before memory for it is rented. The default is 256 MiB.</summary>
    public long MaxBatchBytes { get; init; } = 256L << 20;

    /// <summary>When buffers are checked; by default at their first use.</summary>
    public RowBufferValidation Validation { get; init; }

    /// <summary>The extension blocks that the caller understands: what is called, by name, with the block's bytes, which are valid during the call.
    /// A block of another name is skipped if it is optional and refused if it is required.</summary>
    public IReadOnlyDictionary<string, Action<ReadOnlyMemory<byte>>> Extensions { get; init; } = FrozenDictionary<string, Action<ReadOnlyMemory<byte>>>.Empty;

    /// <summary>True to leave the stream open when the reader is disposed.</summary>
    public bool LeaveOpen { get; init; }
}
