using System.Buffers.Binary;

namespace Quarry.Fuzz;

/// <summary>A frame of a v2 stream. The body of a batch is taken apart into the stored bytes of its buffers, as far as its directory can be followed.</summary>
internal sealed class RowBufferFrame
{
    private const int Part = 64, NodeBytes = 32, BatchKind = 2;

    private readonly byte[]? _body;

    public RowBufferFrame(byte[] header, byte[] head, ReadOnlySpan<byte> body)
    {
        (Header, Head) = (header, head);
        if (header[4] == BatchKind && TryCut(body))
        {
            return;
        }

        Stored.Clear();
        _body = body.ToArray();
    }

    public RowBufferFrame(byte[] header, byte[] head, List<byte[]> stored)
        => (Header, Head, Stored) = (header, head, stored);

    public byte[] Header { get; }

    public byte[] Head { get; set; }

    /// <summary>The stored bytes of each buffer, in the order of the directory.</summary>
    public List<byte[]> Stored { get; } = [];

    /// <summary>The 64 bytes of the directory that describe a buffer; empty if the directory no longer has them.</summary>
    public Span<byte> Entry(int buffer)
    {
        for (int at = 16; at + NodeBytes <= Head.Length;)
        {
            int buffers = Head[at + 25];
            at += NodeBytes;
            if (buffer < buffers)
            {
                return at + (buffer + 1) * Part <= Head.Length ? Head.AsSpan(at + buffer * Part, Part) : default;
            }

            buffer -= buffers;
            at += buffers * Part;
        }

        return default;
    }

    /// <summary>The body; stored lengths and offsets in the directory are made to fit it.</summary>
    public byte[] JoinBody()
    {
        if (_body is not null)
        {
            return _body;
        }

        byte[] body = new byte[Stored.Sum(bytes => Pad(bytes.Length))];
        int at = 0;
        for (int i = 0; i < Stored.Count; i++)
        {
            Stored[i].CopyTo(body, at);
            if (Entry(i) is { IsEmpty: false } entry)
            {
                BinaryPrimitives.WriteInt64LittleEndian(entry[8..], at);
                BinaryPrimitives.WriteInt64LittleEndian(entry[16..], Stored[i].Length);
                if (entry[2] == 0)
                {
                    BinaryPrimitives.WriteInt64LittleEndian(entry[24..], Stored[i].Length);
                }
            }

            at += Pad(Stored[i].Length);
        }

        return body;
    }

    private bool TryCut(ReadOnlySpan<byte> body)
    {
        for (int at = 16; at < Head.Length;)
        {
            if (at + NodeBytes > Head.Length || at + NodeBytes + Head[at + 25] * Part > Head.Length)
            {
                return false;
            }

            int buffers = Head[at + 25];
            at += NodeBytes;
            for (; buffers > 0; buffers--, at += Part)
            {
                ulong offset = BinaryPrimitives.ReadUInt64LittleEndian(Head.AsSpan(at + 8)), stored = BinaryPrimitives.ReadUInt64LittleEndian(Head.AsSpan(at + 16));
                if (offset > (ulong)body.Length || stored > (ulong)body.Length - offset)
                {
                    return false;
                }

                Stored.Add(body.Slice((int)offset, (int)stored).ToArray());
            }
        }

        return true;
    }

    private static int Pad(int length) => (length + Part - 1) & ~(Part - 1);
}
