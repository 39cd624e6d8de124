using Quarry.Columnar.Wire;

namespace Quarry.Columnar.Reading;

/// <summary>Which parts of a body are read for the wanted columns, and what memory their decoding will take: known before any is rented.</summary>
internal sealed class BodyPlan
{
    private readonly Node[] _columns;
    private readonly List<Segment> _segments = [];

    public BodyPlan(Node[] columns, int[] wanted, long bodyLength, long at, long maxBatchBytes)
    {
        _columns = [.. wanted.Select(index => columns[index])];
        long needed = 0;
        foreach (Node column in _columns)
        {
            needed += BytesToDecode(column);
        }

        if (needed > maxBatchBytes)
        {
            throw FormatErrors.AboveOption(at, "A batch", needed, "bytes", nameof(RowBufferReaderOptions.MaxBatchBytes), maxBatchBytes,
                "Read fewer columns, raise it, or write smaller batches.");
        }

        BodyLength = bodyLength;
        // In the order of the body, and each once, whatever was asked for.
        foreach (int index in wanted.Order().Distinct())
        {
            Add(Start(columns[index]), End(columns[index]));
        }
    }

    public IReadOnlyList<Node> Columns => _columns;

    public IReadOnlyList<Segment> Segments => _segments;

    public long BodyLength { get; }

    /// <summary>Bytes of the body that are read.</summary>
    public long ReadLength => _segments.Count == 0 ? 0 : _segments[^1].At + _segments[^1].Length;

    /// <summary>Where a byte of the body lies in the memory that the segments were read into.</summary>
    public long Locate(long offset)
    {
        int low = 0, high = _segments.Count - 1;
        while (low < high)
        {
            int middle = (low + high + 1) / 2;
            (low, high) = _segments[middle].Start > offset ? (low, middle - 1) : (middle, high);
        }

        return _segments[low].At + (offset - _segments[low].Start);
    }

    // What a buffer becomes, and the intermediate form of one that is both compressed and encoded.
    private static long BytesToDecode(Node node)
    {
        long bytes = node.IsDictionary ? NodeShape.DecodedBytes(node) : 0;
        foreach (BufferEntry buffer in node.Buffers)
        {
            bytes += buffer.Raw + (buffer.Codec != BufferCodec.None && !buffer.IsPlain ? buffer.Encoded : 0);
        }

        foreach (Node child in node.Children)
        {
            bytes += BytesToDecode(child);
        }

        return bytes;
    }

    private static long Start(Node node) => node.Buffers.Length > 0 ? node.Buffers[0].Offset : Start(node.Children[0]);

    private static long End(Node node) => node.Children.Length > 0 ? End(node.Children[^1]) : node.Buffers[^1].Offset + Alignment.Pad(node.Buffers[^1].Stored);

    private void Add(long start, long end)
    {
        if (_segments.Count > 0 && _segments[^1] is var last && last.Start + last.Length == start)
        {
            _segments[^1] = last with { Length = end - last.Start };
        }
        else if (end > start)
        {
            _segments.Add(new() { Start = start, Length = end - start, At = ReadLength });
        }
    }

    internal readonly record struct Segment
    {
        /// <summary>In the body.</summary>
        public required long Start { get; init; }
        public required long Length { get; init; }
        /// <summary>In the memory that it is read into.</summary>
        public required long At { get; init; }
    }
}
