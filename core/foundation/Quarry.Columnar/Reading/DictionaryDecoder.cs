using System.Runtime.InteropServices;
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
            foreach (uint index in indices)
            {
                if (index >= (uint)node.DictionaryEntries)
                {
                    throw Bad("an index lies beyond the dictionary");
                }
            }

            if (offsets == 0)
            {
                Gather(indices, new((byte*)entries, node.DictionaryEntries * node.Type.ByteWidth), new((byte*)values, node.Length * node.Type.ByteWidth));
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
            Gather(indices, validity, entryOffsets, entryBytes, new((int*)offsets, node.Length + 1), new((byte*)values, node.DataLength));
            Pad(offsets, (node.Length + 1L) * sizeof(int));
            Pad(values, node.DataLength);
        }
        finally
        {
            _scratch.ForEach(block => block.Release());
        }
    }

    private static void Pad(nint address, long length) => new Span<byte>((byte*)address + length, (int)(Alignment.Pad(length) - length)).Clear();

    private void Gather(ReadOnlySpan<uint> indices, ReadOnlySpan<byte> entries, Span<byte> destination)
    {
        int width = node.Type.ByteWidth;
        switch (width)
        {
            case 4:
                Gather(indices, MemoryMarshal.Cast<byte, int>(entries), MemoryMarshal.Cast<byte, int>(destination));
                break;
            case 8:
                Gather(indices, MemoryMarshal.Cast<byte, long>(entries), MemoryMarshal.Cast<byte, long>(destination));
                break;
            case 16:
                Gather(indices, MemoryMarshal.Cast<byte, Int128>(entries), MemoryMarshal.Cast<byte, Int128>(destination));
                break;
            default:
                for (int i = 0; i < indices.Length; i++)
                {
                    entries.Slice((int)indices[i] * width, width).CopyTo(destination[(i * width)..]);
                }

                break;
        }
    }

    private static void Gather<T>(ReadOnlySpan<uint> indices, ReadOnlySpan<T> entries, Span<T> destination)
    {
        for (int i = 0; i < indices.Length; i++)
        {
            destination[i] = entries[(int)indices[i]];
        }
    }

    private void Gather(
        ReadOnlySpan<uint> indices, nint validity, ReadOnlySpan<int> entryOffsets, ReadOnlySpan<byte> entries, Span<int> offsets, Span<byte> destination)
    {
        int used = 0;
        offsets[0] = 0;
        for (int i = 0; i < indices.Length; i++)
        {
            if (validity == 0 || (((byte*)validity)[i >> 3] >> (i & 7) & 1) != 0)
            {
                int entry = (int)indices[i];
                ReadOnlySpan<byte> value = entries[entryOffsets[entry]..entryOffsets[entry + 1]];
                if (value.Length > destination.Length - used)
                {
                    throw Bad("the values of a dictionary column exceed its stated bytes");
                }

                value.CopyTo(destination[used..]);
                used += value.Length;
            }

            offsets[i + 1] = used;
        }

        if (used != destination.Length)
        {
            throw Bad("the values of a dictionary column fall short of its stated bytes");
        }
    }

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
