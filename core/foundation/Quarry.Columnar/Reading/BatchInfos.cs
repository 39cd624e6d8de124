using Quarry.Columnar.Wire;

namespace Quarry.Columnar.Reading;

/// <summary>From a directory to what an operator wants to see of it.</summary>
internal static class BatchInfos
{
    public static RowBufferBatchInfo Of(in FrameHeader header, Node[] columns) => new()
    {
        Rows = header.Rows,
        DirectoryBytes = header.HeadLength,
        BodyBytes = header.BodyLength,
        Columns = [.. columns.Select(Of)],
    };

    private static RowBufferColumnInfo Of(Node node) => new()
    {
        Name = node.Column.Name,
        NullCount = node.NullCount,
        IsDictionary = node.IsDictionary,
        DictionaryEntries = node.DictionaryEntries,
        DecodedBytes = Decoded(node),
        StoredBytes = Stored(node),
        Buffers = [.. Buffers(node, "")],
    };

    private static long Decoded(Node node)
    {
        long own = node.IsDictionary
            ? NodeShape.DecodedBytes(node) + node.Buffers.Where(buffer => buffer.Role == BufferRole.Validity).Sum(buffer => (long)buffer.Raw)
            : node.Buffers.Sum(buffer => (long)buffer.Raw);
        return own + node.Children.Sum(Decoded);
    }

    private static long Stored(Node node) => node.Buffers.Sum(buffer => (long)buffer.Stored) + node.Children.Sum(Stored);

    private static IEnumerable<RowBufferBufferInfo> Buffers(Node node, string prefix)
        => node.Buffers.Select(buffer => new RowBufferBufferInfo
        {
            Role = prefix + buffer.Role,
            Encoding = buffer.Encoding.ToString(),
            Bits = buffer.Bits,
            Codec = buffer.Codec.ToString(),
            RawBytes = buffer.Raw,
            EncodedBytes = buffer.Encoded,
            StoredBytes = buffer.Stored,
        }).Concat(node.Children.SelectMany(child => Buffers(child, $"{prefix}{child.Column.Name}.")));
}
