using Quarry.Columnar.Wire;
using Quarry.Contracts;

namespace Quarry.Columnar.Reading;

/// <summary>One column of a received batch, or a part of one. What it takes to read a buffer is done once, by whoever comes first.</summary>
internal sealed unsafe class NodeDecoder
{
    private readonly Lock _gate = new();
    private readonly Node _node;
    private readonly BatchBytes _bytes;
    private readonly NodeDecoder[] _children;
    private readonly nint _validity;
    private readonly nint _offsets;
    private readonly nint _values;
    private bool _validityReady;
    private bool _offsetsReady;
    private bool _valuesReady;

    /// <param name="node">What the directory says.</param>
    /// <param name="bytes">The batch's memory.</param>
    /// <param name="decodedAt">Where in the decoded memory this node's room starts; moved past it.</param>
    public NodeDecoder(Node node, BatchBytes bytes, ref long decodedAt)
    {
        (_node, _bytes) = (node, bytes);
        _validity = node.NullCount > 0 ? Place(BufferRole.Validity, ref decodedAt) : 0;
        _offsets = node.Type.Layout is ColumnLayout.Variable or ColumnLayout.List ? Place(BufferRole.Offsets, ref decodedAt) : 0;
        _values = node.Type.Layout is ColumnLayout.Bits or ColumnLayout.Fixed or ColumnLayout.Variable ? Place(BufferRole.Values, ref decodedAt) : 0;
        _children = node.Children.Length == 0 ? [] : new NodeDecoder[node.Children.Length];
        for (int i = 0; i < _children.Length; i++)
        {
            _children[i] = new(node.Children[i], bytes, ref decodedAt);
        }
    }

    /// <summary>Bytes of room that a node needs beside what was read.</summary>
    public static long RoomFor(Node node)
    {
        long room = 0;
        foreach (BufferRole role in (ReadOnlySpan<BufferRole>)[BufferRole.Validity, BufferRole.Offsets, BufferRole.Values])
        {
            int index = node.Find(role);
            room += index >= 0 && !node.Buffers[index].IsView ? Alignment.Pad(node.Buffers[index].Raw) : 0;
        }

        if (node.IsDictionary)
        {
            room += Alignment.Pad(NodeShape.ExpectedRaw(node, BufferRole.Values))
                + (node.Type.Layout == ColumnLayout.Variable ? Alignment.Pad(NodeShape.ExpectedRaw(node, BufferRole.Offsets)) : 0);
        }

        foreach (Node child in node.Children)
        {
            room += RoomFor(child);
        }

        return room;
    }

    public void RetainMemory() => _bytes.Retain();

    public void ReleaseMemory() => _bytes.Release();

    /// <summary>The column with blocks that prepare themselves at their first use.</summary>
    public ColumnData ToData() => new()
    {
        Column = _node.Column,
        Length = _node.Length,
        NullCount = _node.NullCount,
        Validity = Block(BufferRole.Validity, _validity),
        Offsets = Block(BufferRole.Offsets, _offsets),
        Values = Block(BufferRole.Values, _values),
        Children = _children.Length == 0 ? [] : Array.ConvertAll(_children, static child => child.ToData()),
    };

    /// <summary>Checks and decodes everything now.</summary>
    public void EnsureAll()
    {
        Ensure(BufferRole.Validity);
        Ensure(BufferRole.Offsets);
        Ensure(BufferRole.Values);
        foreach (NodeDecoder child in _children)
        {
            child.EnsureAll();
        }
    }

    public void Ensure(BufferRole role)
    {
        lock (_gate)
        {
            switch (role)
            {
                case BufferRole.Validity when !_validityReady && _validity != 0:
                    Materialize(role, _validity);
                    NodeChecks.Validity(_node, _validity, At(role));
                    _validityReady = true;
                    break;
                case BufferRole.Offsets or BufferRole.Values when _node.IsDictionary && !_valuesReady:
                    Ensure(BufferRole.Validity);
                    new DictionaryDecoder(_node, _bytes).Decode(_validity, _offsets, _values);
                    (_offsetsReady, _valuesReady) = (true, true);
                    break;
                case BufferRole.Offsets when !_offsetsReady && _offsets != 0:
                    Materialize(role, _offsets);
                    int last = _node.Type.Layout == ColumnLayout.List ? _node.Children[0].Length : _node.DataLength;
                    NodeChecks.Offsets(_node, new((int*)_offsets, _node.Length + 1), last, At(role));
                    _offsetsReady = true;
                    break;
                case BufferRole.Values when !_valuesReady && _values != 0:
                    EnsureValues();
                    _valuesReady = true;
                    break;
            }
        }
    }

    private void EnsureValues()
    {
        Materialize(BufferRole.Values, _values);
        BufferEntry entry = _node.Buffers[_node.Find(BufferRole.Values)];
        if ((entry.Flags & BufferEntry.NullsUndefinedFlag) != 0)
        {
            Ensure(BufferRole.Validity);
            NodeChecks.ClearNulls(_node, _validity, _values);
        }

        if (_node.Type.Layout == ColumnLayout.Variable)
        {
            Ensure(BufferRole.Offsets);
            NodeChecks.Text(_node, new((int*)_offsets, _node.Length + 1), new((byte*)_values, entry.Raw), At(BufferRole.Values));
        }
        else
        {
            NodeChecks.Values(_node, _values, At(BufferRole.Values));
        }
    }

    private void Materialize(BufferRole role, nint destination)
    {
        BufferEntry entry = _node.Buffers[_node.Find(role)];
        byte* stored = (byte*)_bytes.Address(entry.Offset, entry.Stored);
        BufferDecoder.Verify(entry, stored, At(role), _node.Column.Name);
        if (!entry.IsView)
        {
            var room = new Span<byte>((byte*)destination, entry.Raw);
            BufferDecoder.Decode(entry, _node.Width(role), stored, room, _bytes.Memory, At(role));
            new Span<byte>((byte*)destination + entry.Raw, (int)(Alignment.Pad(entry.Raw) - entry.Raw)).Clear();
        }
    }

    private long At(BufferRole role) => _bytes.StreamOffset(_node.Buffers[Math.Max(0, _node.Find(role))].Offset);

    private nint Place(BufferRole role, ref long decodedAt)
    {
        int index = _node.Find(role);
        if (index >= 0 && _node.Buffers[index].IsView)
        {
            return _bytes.Address(_node.Buffers[index].Offset, _node.Buffers[index].Stored);
        }

        nint address = _bytes.Decoded + (nint)decodedAt;
        decodedAt += Alignment.Pad(NodeShape.ExpectedRaw(_node, role));
        return address;
    }

    private DeferredBlock? Block(BufferRole role, nint address)
        => address == 0 || NodeShape.ExpectedRaw(_node, role) is 0 ? null : new(this, role, address, Alignment.Pad(NodeShape.ExpectedRaw(_node, role)));
}
