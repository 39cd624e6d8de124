using Quarry.Columnar.Encodings;
using Quarry.Columnar.Wire;
using Quarry.Contracts;

namespace Quarry.Columnar.Reading;

/// <summary>From indices and distinct values to offsets and values. NULLs become zeros or nothing, whatever their index.</summary>
internal sealed unsafe class DictionaryDecoder(Node node, BatchBytes bytes)
{
    private readonly List<MemoryBlock> _scratch = [];

    /// <summary>Decodes into the node's room.</summary>
    /// <param name="validity">Bits that are checked, or 0 if there is no NULL.</param>
    /// <param name="offsets">Room for offsets, or 0 for values of one width.</param>
    /// <param name="values">Room for values.</param>
    public void Decode(nint validity, nint offsets, nint values)
    {
        try
        {
            var indices = new ReadOnlySpan<uint>((uint*)Load(BufferRole.Indices), node.Length);
            nint entries = Load(BufferRole.DictionaryValues);
            if (Dictionary.Largest(indices) >= (uint)node.DictionaryEntries)
            {
                throw Bad("an index lies beyond the dictionary");
            }

            if (offsets == 0)
            {
                int width = node.Type.ByteWidth;
                Dictionary.Gather(indices, new((byte*)entries, node.DictionaryEntries * width), width, new((byte*)values, node.Length * width));
                if (validity != 0)
                {
                    NodeChecks.ClearNulls(node, validity, values);
                }

                Pad(values, (long)node.Length * node.Type.ByteWidth);
                return;
            }

            var entryOffsets = new ReadOnlySpan<int>((int*)Load(BufferRole.DictionaryOffsets), node.DictionaryEntries + 1);
            var entryBytes = new ReadOnlySpan<byte>((byte*)entries, node.Buffers[node.Find(BufferRole.DictionaryValues)].Raw);
            NodeChecks.Offsets(node, entryOffsets, entryBytes.Length, At(BufferRole.DictionaryOffsets));
            NodeChecks.Text(node, entryOffsets, entryBytes, At(BufferRole.DictionaryValues));
            ReadOnlySpan<byte> bits = validity == 0 ? [] : new((byte*)validity, (node.Length + 7) / 8);
            if (!Dictionary.TryGather(indices, bits, entryOffsets, entryBytes, new((int*)offsets, node.Length + 1), new((byte*)values, node.DataLength)))
            {
                throw Bad("the values of a dictionary column exceed its stated bytes, or fall short of them");
            }

            Pad(offsets, (node.Length + 1L) * sizeof(int));
            Pad(values, node.DataLength);
        }
        finally
        {
            _scratch.ForEach(block => block.Release());
        }
    }

    private static void Pad(nint address, long length) => new Span<byte>((byte*)address + length, (int)(Alignment.Pad(length) - length)).Clear();

    private nint Load(BufferRole role)
    {
        BufferEntry entry = node.Buffers[node.Find(role)];
        byte* stored = (byte*)bytes.Address(entry.Offset, entry.Stored);
        BufferDecoder.Verify(entry, stored, At(role), node.Column.Name);
        if (entry.IsView)
        {
            return (nint)stored;
        }

        MemoryBlock room = bytes.Memory.Rent(entry.Raw + BitPacking.Slack);
        _scratch.Add(room);
        BufferDecoder.Decode(entry, node.Width(role), stored, room.Span(0, entry.Raw), bytes.Memory, At(role));
        return room.Address;
    }

    private long At(BufferRole role) => bytes.StreamOffset(node.Buffers[node.Find(role)].Offset);

    private RowBufferFormatException Bad(string what) => FormatErrors.Corrupt(At(BufferRole.Indices), $"column \"{node.Column.Name}\": {what}");
}
