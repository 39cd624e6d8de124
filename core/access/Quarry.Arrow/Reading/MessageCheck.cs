using System.Buffers.Binary;

namespace Quarry.Arrow.Reading;

/// <summary>Checks the metadata of messages: versions, and every length and offset that Arrow's library would follow.</summary>
internal static class MessageCheck
{
    public const int HeadBytes = 8;

    private const short OldestVersion = 3, NewestVersion = 4;
    private const int NodeBytes = 16, BufferBytes = 16;

    /// <param name="head">Continuation mark, length and metadata.</param>
    /// <param name="offset">Where they stand in the input.</param>
    /// <param name="shape">How many nodes and buffers a batch has at least.</param>
    /// <param name="maxBody">The largest body allowed.</param>
    public static Message Check(ReadOnlyMemory<byte> head, long offset, BatchShape shape, long maxBody)
    {
        FlatTable message = FlatTable.Root(head.Span[HeadBytes..], offset);
        if (message.Int16(0) is < OldestVersion or > NewestVersion)
        {
            throw ArrowErrors.Unsupported(offset, $"metadata of version V{message.Int16(0) + 1}, not V4 or V5");
        }

        long body = message.Int64(3);
        if (body < 0)
        {
            throw ArrowErrors.Corrupt(offset, "a message has a body of negative length");
        }

        if (body > maxBody)
        {
            throw ArrowErrors.Limit(offset, "The body of a message", body, maxBody);
        }

        if (body > int.MaxValue)
        {
            throw ArrowErrors.Most(offset, "The body of a message", body, int.MaxValue, ArrowErrors.Smaller);
        }

        var kind = (MessageKind)message.Byte(1);
        FlatTable header = message.Table(2);
        switch (kind)
        {
            case MessageKind.Schema when body == 0:
                SchemaCheck.Check(header, offset);
                break;
            case MessageKind.Batch:
                Batch(header, offset, shape, body);
                break;
            case MessageKind.Dictionary:
                Batch(header.Table(1), offset, BatchShape.Any, body);
                return new()
                {
                    Kind = kind,
                    Offset = offset,
                    Head = head,
                    BodyLength = (int)body,
                    DictionaryId = header.Int64(0),
                    IsDelta = header.Byte(2) != 0,
                };
            default:
                throw ArrowErrors.Corrupt(offset, $"there is a message of kind {(byte)kind}, which is neither a schema nor a batch");
        }

        return new() { Kind = kind, Offset = offset, Head = head, BodyLength = (int)body };
    }

    private static void Batch(FlatTable batch, long offset, BatchShape shape, long body)
    {
        if (batch.Int64(0) is < 0 or >= int.MaxValue)
        {
            throw ArrowErrors.Corrupt(offset, $"a batch has {batch.Int64(0)} rows");
        }

        ReadOnlySpan<byte> nodes = batch.Vector(1, NodeBytes, out int nodeCount);
        for (; nodes.Length > 0; nodes = nodes[NodeBytes..])
        {
            long length = BinaryPrimitives.ReadInt64LittleEndian(nodes), nulls = BinaryPrimitives.ReadInt64LittleEndian(nodes[8..]);
            if (length is < 0 or >= int.MaxValue || nulls < 0 || nulls > length)
            {
                throw ArrowErrors.Corrupt(offset, $"an array has {length} values and {nulls} NULLs");
            }
        }

        ReadOnlySpan<byte> buffers = batch.Vector(2, BufferBytes, out int bufferCount);
        for (; buffers.Length > 0; buffers = buffers[BufferBytes..])
        {
            long start = BinaryPrimitives.ReadInt64LittleEndian(buffers), length = BinaryPrimitives.ReadInt64LittleEndian(buffers[8..]);
            if (start < 0 || length < 0 || start > body - length)
            {
                throw ArrowErrors.Corrupt(offset, "a buffer lies outside of its body");
            }
        }

        ReadOnlySpan<byte> variadic = batch.Vector(4, sizeof(long), out int variadicCount);
        long views = 0;
        for (; variadic.Length > 0; variadic = variadic[sizeof(long)..])
        {
            long count = BinaryPrimitives.ReadInt64LittleEndian(variadic);
            views += count >= 0 && count <= bufferCount ? count : throw ArrowErrors.Corrupt(offset, $"an array of views has {count} buffers");
        }

        if (nodeCount < shape.Nodes || bufferCount < shape.Buffers + views || variadicCount < shape.Views)
        {
            throw ArrowErrors.Corrupt(offset, "a batch has fewer arrays or buffers than its schema");
        }

        if (batch.Has(3))
        {
            batch.Table(3);
        }
    }
}
