namespace Quarry.Columnar.Wire;

/// <summary>The head of an end frame: what was written in all, so that nothing can be missing unnoticed.</summary>
internal struct StreamTotals
{
    private const int Size = 24;

    private long _batches;
    private long _rows;
    private long _bodyBytes;

    public readonly long Rows => _rows;

    public void Add(in FrameHeader batch)
    {
        _batches++;
        _rows = checked(_rows + batch.Rows);
        _bodyBytes = checked(_bodyBytes + batch.BodyLength);
    }

    public readonly void Write(ByteWriter writer)
    {
        writer.AppendInt64(_batches);
        writer.AppendInt64(_rows);
        writer.AppendInt64(_bodyBytes);
    }

    public static StreamTotals Read(ReadOnlySpan<byte> head, long at)
    {
        if (head.Length != Size)
        {
            throw FormatErrors.Corrupt(at, "an end frame has another length than 24 bytes");
        }

        var reader = new ByteReader(head, at);
        return new() { _batches = reader.Int64("the totals"), _rows = reader.Int64("the totals"), _bodyBytes = reader.Int64("the totals") };
    }

    public readonly void Check(in StreamTotals seen, in FrameHeader header, long at)
    {
        if (_batches != seen._batches || _rows != seen._rows || _bodyBytes != seen._bodyBytes || header.Rows != _rows || header.BodyLength != 0)
        {
            throw FormatErrors.Corrupt(at, "the totals of the end frame differ from what was read");
        }
    }
}
