using Quarry.Contracts;

namespace Quarry.Columnar.Wire;

/// <summary>Which buffers a node has, in order, how long they are, and which encodings they may have.</summary>
internal static class NodeShape
{
    private const int RunLengthBytes = sizeof(uint);

    public static int Roles(Node node, Span<BufferRole> roles)
    {
        int count = 0;
        if (node.NullCount > 0)
        {
            roles[count++] = BufferRole.Validity;
        }

        if (node.IsDictionary)
        {
            roles[count++] = BufferRole.Indices;
            if (node.Type.Layout == ColumnLayout.Variable)
            {
                roles[count++] = BufferRole.DictionaryOffsets;
            }

            roles[count++] = BufferRole.DictionaryValues;
            return count;
        }

        if (node.Type.Layout is ColumnLayout.Variable or ColumnLayout.List)
        {
            roles[count++] = BufferRole.Offsets;
        }

        if (node.Type.Layout is ColumnLayout.Bits or ColumnLayout.Fixed or ColumnLayout.Variable)
        {
            roles[count++] = BufferRole.Values;
        }

        return count;
    }

    /// <summary>The decoded length that a buffer must have, or −1 if only its entry says it.</summary>
    public static long ExpectedRaw(Node node, BufferRole role) => role switch
    {
        BufferRole.Validity => (node.Length + 7L) / 8,
        BufferRole.Offsets => (node.Length + 1L) * sizeof(int),
        BufferRole.Indices => (long)node.Length * sizeof(int),
        BufferRole.DictionaryOffsets => (node.DictionaryEntries + 1L) * sizeof(int),
        BufferRole.DictionaryValues when node.Type.Layout == ColumnLayout.Fixed => (long)node.DictionaryEntries * node.Type.ByteWidth,
        BufferRole.DictionaryValues => -1,
        _ => node.Type.Layout switch
        {
            ColumnLayout.Bits => (node.Length + 7L) / 8,
            ColumnLayout.Fixed => (long)node.Length * node.Type.ByteWidth,
            _ => node.DataLength,
        },
    };

    public static bool FitsEncoding(Node node, in BufferEntry entry)
    {
        int width = node.Width(entry.Role);
        long count = entry.Raw / width;
        bool bytesOfValues = node.Type.Layout == ColumnLayout.Variable && entry.Role is (BufferRole.Values or BufferRole.DictionaryValues);
        bool mayUndefine = entry.Role == BufferRole.Values && node.Type.Layout == ColumnLayout.Fixed && node.NullCount > 0 && !entry.IsPlain;
        if ((entry.Codec == BufferCodec.None && entry.Stored != entry.Encoded) || (entry.Flags != 0 && !mayUndefine) || (bytesOfValues && !entry.IsPlain))
        {
            return false;
        }

        bool noIntegers = entry is { Bits: 0, Base: 0 };
        return entry.Encoding switch
        {
            BufferEncoding.Plain => noIntegers && entry.Extra == 0 && entry.Encoded == entry.Raw,
            BufferEncoding.Constant => noIntegers && entry.Extra == 0 && count > 0 && entry.Encoded == width,
            BufferEncoding.RunLength => noIntegers && entry.Extra >= 1 && entry.Extra <= count && entry.Encoded == entry.Extra * (width + RunLengthBytes),
            BufferEncoding.FrameOfReference => IsPackable(width, entry.Bits) && entry.Extra == 0 && entry.Encoded == PackedBytes(count, entry.Bits),
            BufferEncoding.ByteStreamSplit => noIntegers && entry.Extra == 0 && count > 0 && entry.Encoded == entry.Raw && IsFloats(node, entry.Role),
            BufferEncoding.Delta => IsPackable(width, entry.Bits) && count > 0 && entry.Encoded == PackedBytes(count - 1, entry.Bits),
            _ => false,
        };
    }

    /// <summary>Bytes of offsets and values that a dictionary node decodes to.</summary>
    public static long DecodedBytes(Node node) => node.Type.Layout == ColumnLayout.Fixed
        ? (long)node.Length * node.Type.ByteWidth
        : (node.Length + 1L) * sizeof(int) + node.DataLength;

    public static bool IsInteger(int width) => width is 1 or 2 or 4 or 8 or 16 or 32;

    public static long PackedBytes(long count, int bits) => (count * bits + 7) / 8;

    private static bool IsFloats(Node node, BufferRole role)
        => node.Type.Kind is TypeKind.Float32 or TypeKind.Float64 && role is BufferRole.Values or BufferRole.DictionaryValues;

    private static bool IsPackable(int width, int bits) => IsInteger(width) && bits <= 8 * Math.Min(width, sizeof(long));
}
