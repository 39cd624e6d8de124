using System.Globalization;
using Quarry.Contracts;

namespace Quarry.Columnar.Wire;

/// <summary>The head of a batch frame, checked as a whole in O(columns): after it, no length or offset needs to be doubted.</summary>
internal ref struct BatchDirectory
{
    private const int Fixed = 16;

    private readonly RowBufferVersion _version;
    private ByteReader _reader;
    private int _nodes;
    private long _bodyEnd;

    private BatchDirectory(ByteReader reader, RowBufferVersion version)
    {
        _reader = reader;
        _version = version;
    }

    /// <summary>Reads the nodes of all columns.</summary>
    /// <param name="head">The head of the frame.</param>
    /// <param name="at">Where it starts in the stream.</param>
    /// <param name="schema">The stream's schema.</param>
    /// <param name="header">The frame's header.</param>
    /// <param name="version">The stream's version.</param>
    public static Node[] Read(ReadOnlySpan<byte> head, long at, Schema schema, in FrameHeader header, RowBufferVersion version)
    {
        if (header.Rows > int.MaxValue - Alignment.Bytes)
        {
            throw FormatErrors.AboveFormat(at, "A batch", header.Rows, "rows", int.MaxValue - Alignment.Bytes);
        }

        var directory = new BatchDirectory(new(head, at), version);
        return directory.Read(schema, (int)header.Rows, header.BodyLength);
    }

    private Node[] Read(Schema schema, int rows, long bodyLength)
    {
        long at = _reader.Offset;
        uint columns = _reader.UInt32("the directory");
        uint nodes = _reader.UInt32("the directory");
        if (columns != schema.Columns.Count || _reader.UInt64("the directory") != 0)
        {
            throw FormatErrors.Corrupt(at, string.Create(CultureInfo.InvariantCulture,
                $"a batch has {columns} columns where the schema has {schema.Columns.Count}, or reserved bytes that are not zero"));
        }

        if (_reader.Left < (long)columns * Node.EntrySize)
        {
            throw FormatErrors.Truncated(at + Fixed, "the directory");
        }

        var result = new Node[columns];
        for (int i = 0; i < result.Length; i++)
        {
            result[i] = ReadNode(schema.Columns[i], rows);
        }

        _reader.End("the directory");
        if (_nodes != nodes || _bodyEnd != bodyLength)
        {
            throw FormatErrors.Corrupt(at, "the directory does not describe exactly the frame's body");
        }

        return result;
    }

    /// <param name="column">Name and type.</param>
    /// <param name="length">How many values it must have; −1 for the elements of a list, whose number only the node says.</param>
    private Node ReadNode(ColumnSchema column, int length)
    {
        _nodes++;
        long at = _reader.Offset;
        ulong stated = _reader.UInt64("the directory");
        ulong nulls = _reader.UInt64("the directory");
        ulong data = _reader.UInt64("the directory");
        byte form = _reader.Byte("the directory");
        byte buffers = _reader.Byte("the directory");
        ushort reserved = _reader.UInt16("the directory");
        uint entries = _reader.UInt32("the directory");
        LogicalType type = column.Type;
        bool dictionary = form == (byte)BufferEncoding.Dictionary;
        if (form != 0 && !dictionary)
        {
            throw FormatErrors.Unsupported(at + 24, string.Create(CultureInfo.InvariantCulture, $"the column form of number {form}"));
        }

        if (stated > int.MaxValue - Alignment.Bytes || (length >= 0 && stated != (ulong)length) || nulls > stated || (nulls > 0 && !column.IsNullable)
            || data > int.MaxValue - Alignment.Bytes || (data > 0 && type.Layout != ColumnLayout.Variable) || reserved != 0
            || (dictionary ? entries is 0 or > int.MaxValue - Alignment.Bytes || type.Layout is not (ColumnLayout.Fixed or ColumnLayout.Variable) : entries != 0))
        {
            throw Bad(at, column, "has counts that do not fit its type or the batch");
        }

        var node = new Node
        {
            Column = column,
            Length = (int)stated,
            NullCount = (int)nulls,
            DataLength = (int)data,
            IsDictionary = dictionary,
            DictionaryEntries = (int)entries,
            Buffers = new BufferEntry[buffers],
        };
        CheckDictionary(node, at);
        ReadBuffers(node, at);
        node.Children = ReadChildren(node);
        return node;
    }

    // Of other columns the entries of their buffers state these lengths; a dictionary's values have no entry.
    private static void CheckDictionary(Node node, long at)
    {
        if (!node.IsDictionary)
        {
            return;
        }

        long needed = NodeShape.ExpectedRaw(node, BufferRole.Values);
        if (node.Type.Layout == ColumnLayout.Variable)
        {
            needed = Math.Max(needed, NodeShape.ExpectedRaw(node, BufferRole.Offsets));
        }

        if (needed > int.MaxValue - Alignment.Bytes)
        {
            throw FormatErrors.AboveFormat(at, $"A buffer of column \"{node.Column.Name}\"", needed, "bytes", int.MaxValue - Alignment.Bytes);
        }
    }

    private Node[] ReadChildren(Node node)
    {
        IReadOnlyList<ColumnSchema> columns = Node.ChildColumns(node.Type);
        if (columns.Count == 0)
        {
            return [];
        }

        var children = new Node[columns.Count];
        for (int i = 0; i < children.Length; i++)
        {
            children[i] = ReadNode(columns[i], node.Type.Layout == ColumnLayout.List ? -1 : node.Length);
        }

        if (node.Type.Layout == ColumnLayout.TimestampWithOffset)
        {
            children[1].IsOffsetMinutes = true;
        }

        return children;
    }

    private void ReadBuffers(Node node, long nodeAt)
    {
        Span<BufferRole> roles = stackalloc BufferRole[4];
        int count = NodeShape.Roles(node, roles);
        if (count != node.Buffers.Length)
        {
            throw Bad(nodeAt + 25, node.Column, "has another number of buffers than its type");
        }

        for (int i = 0; i < count; i++)
        {
            long at = _reader.Offset;
            BufferEntry entry = BufferEntry.Read(ref _reader, _version);
            if (entry.Role != roles[i] || entry.Offset != _bodyEnd || NodeShape.ExpectedRaw(node, entry.Role) is >= 0 and long raw && raw != entry.Raw
                || !NodeShape.FitsEncoding(node, entry))
            {
                throw Bad(at, node.Column, "has a buffer whose place, lengths or parameters do not fit its type");
            }

            _bodyEnd += Alignment.Pad(entry.Stored);
            node.Buffers[i] = entry;
        }
    }

    private static RowBufferFormatException Bad(long at, ColumnSchema column, string what) => FormatErrors.Corrupt(at, $"column \"{column.Name}\" {what}");
}
