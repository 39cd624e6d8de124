using System.Buffers.Binary;

namespace Quarry.Arrow.Tests;

/// <summary>Metadata of messages made by hand: what no writer writes.</summary>
internal sealed class FlatBytes
{
    private readonly List<byte> _bytes = [0, 0, 0, 0];

    private FlatBytes()
    {
    }

    /// <summary>A message with its continuation mark.</summary>
    /// <param name="kind">1 for a schema, 2 for a dictionary, 3 for a batch.</param>
    /// <param name="body">Its body, of a multiple of 8 bytes.</param>
    /// <param name="header">Writes the header, to which the link at the given place shall point.</param>
    public static byte[] Message(byte kind, byte[] body, Action<FlatBytes, int> header)
    {
        var bytes = new FlatBytes();
        (int message, int[] at) = bytes.Table((0, 2, 4), (1, 1, kind), (2, 4, 0), (3, 8, body.Length));
        bytes.Link(0, message);
        header(bytes, at[2]);
        bytes.Align(8, 0);
        byte[] head = new byte[8];
        head.AsSpan(0, 4).Fill(0xFF);
        BinaryPrimitives.WriteInt32LittleEndian(head.AsSpan(4), bytes._bytes.Count);
        return [.. head, .. bytes._bytes, .. body];
    }

    /// <summary>A table of (slot, bytes, value) in rising order of slots.</summary>
    /// <returns>Where it stands, and where each slot does.</returns>
    public (int At, int[] Slots) Table(params (int Slot, int Size, long Value)[] fields)
    {
        int slots = fields.Length == 0 ? 0 : fields[^1].Slot + 1;
        int[] offsets = new int[slots];
        int size = 4;
        foreach ((int slot, int width, _) in fields.OrderByDescending(static field => field.Size))
        {
            size = (size + width - 1) / width * width;
            offsets[slot] = size;
            size += width;
        }

        int vtable = 4 + 2 * slots;
        Align(8, vtable);
        int start = _bytes.Count;
        Number(vtable, 2);
        Number(size, 2);
        Array.ForEach(offsets, offset => Number(offset, 2));
        int at = _bytes.Count;
        Number(at - start, 4);
        _bytes.AddRange(new byte[size - 4]);
        foreach ((int slot, int width, long value) in fields)
        {
            for (int i = 0; i < width; i++)
            {
                _bytes[at + offsets[slot] + i] = (byte)(value >> (8 * i));
            }
        }

        return (at, [.. offsets.Select(offset => at + offset)]);
    }

    public void Link(int at, int target)
    {
        for (int i = 0; i < 4; i++)
        {
            _bytes[at + i] = (byte)((target - at) >> (8 * i));
        }
    }

    public int Text(string text)
    {
        Align(4, 0);
        int at = _bytes.Count;
        Number(text.Length, 4);
        _bytes.AddRange(System.Text.Encoding.ASCII.GetBytes(text));
        _bytes.Add(0);
        return at;
    }

    /// <summary>A vector whose links are still to be set.</summary>
    /// <returns>Where it stands; its first link is 4 bytes further.</returns>
    public int Links(int count)
    {
        Align(4, 0);
        int at = _bytes.Count;
        Number(count, 4);
        _bytes.AddRange(new byte[4 * count]);
        return at;
    }

    /// <summary>A vector of structs of two numbers.</summary>
    public int Pairs(params (long First, long Second)[] pairs)
    {
        Align(8, 4);
        int at = _bytes.Count;
        Number(pairs.Length, 4);
        foreach ((long first, long second) in pairs)
        {
            Number(first, 8);
            Number(second, 8);
        }

        return at;
    }

    private void Align(int width, int ahead)
    {
        while ((_bytes.Count + ahead) % width != 0)
        {
            _bytes.Add(0);
        }
    }

    private void Number(long value, int width)
    {
        for (int i = 0; i < width; i++)
        {
            _bytes.Add((byte)(value >> (8 * i)));
        }
    }
}
