namespace Quarry.Contracts;

/// <summary>The buffers of one column with a reference to each, on their way from a producer into a <see cref="ColumnBatch"/>.</summary>
public sealed class ColumnData
{
    /// <summary>Name and type.</summary>
    public required ColumnSchema Column { get; init; }
    /// <summary>Rows.</summary>
    public required int Length { get; init; }
    /// <summary>How many are NULL.</summary>
    public int NullCount { get; init; }
    /// <summary>The validity bits; may be null if there is no NULL.</summary>
    public MemoryBlock? Validity { get; init; }
    /// <summary>The offsets of variable and list columns.</summary>
    public MemoryBlock? Offsets { get; init; }
    /// <summary>Values, bits or bytes; null if there are none.</summary>
    public MemoryBlock? Values { get; init; }
    /// <summary>Children of lists and timestamps with offset.</summary>
    public IReadOnlyList<ColumnData> Children { get; init; } = [];

    internal void Retain()
    {
        Validity?.Retain();
        Offsets?.Retain();
        Values?.Retain();
        foreach (ColumnData child in Children)
        {
            child.Retain();
        }
    }

    internal void Release()
    {
        Validity?.Release();
        Offsets?.Release();
        Values?.Release();
        foreach (ColumnData child in Children)
        {
            child.Release();
        }
    }

    internal long Bytes => (Validity?.Length ?? 0) + (Offsets?.Length ?? 0) + (Values?.Length ?? 0) + Children.Sum(child => child.Bytes);
}
