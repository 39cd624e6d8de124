using System.Buffers.Binary;
using System.IO.Hashing;
using Quarry.Columnar.Wire;

namespace Quarry.Columnar.Tests.RowBuffers;

/// <summary>A stream of one batch that is changed on purpose with its checksums made right again: damage that only the checks of content can find.</summary>
internal sealed class Forgery
{
    private readonly byte[] _prelude;
    private readonly List<(byte[] Header, byte[] Head, byte[] Body)> _frames = [];

    public Forgery(byte[] bytes)
    {
        _prelude = bytes[..64];
        for (int at = 64; at < bytes.Length;)
        {
            FrameHeader header = FrameHeader.Read(bytes.AsSpan(at), at, (ulong)_frames.Count);
            int body = at + 64 + (int)Alignment.Pad(header.HeadLength);
            _frames.Add((bytes[at..(at + 64)], bytes[(at + 64)..(at + 64 + header.HeadLength)], bytes[body..(body + (int)header.BodyLength)]));
            at = body + (int)header.BodyLength;
        }
    }

    public byte[] Prelude => _prelude;

    public byte[] SchemaHead => _frames[0].Head;

    public byte[] BatchHeader => _frames[1].Header;

    public byte[] BatchHead => _frames[1].Head;

    public byte[] BatchBody => _frames[1].Body;

    public byte[] EndHead => _frames[2].Head;

    /// <summary>Where a buffer's entry starts in the directory of a batch of one column.</summary>
    public static int Entry(int buffer) => 16 + Node.EntrySize + buffer * BufferEntry.Size;

    public void SetEntry(int buffer, int at, long value) => BinaryPrimitives.WriteInt64LittleEndian(BatchHead.AsSpan(Entry(buffer) + at), value);

    /// <summary>Replaces what a buffer stores by other bytes, and the lengths with it; buffers after it move.</summary>
    public void Store(int buffer, byte[] stored, long encoded, byte codec)
    {
        (byte[] header, byte[] head, byte[] body) = _frames[1];
        long offset = BinaryPrimitives.ReadInt64LittleEndian(head.AsSpan(Entry(buffer) + 8));
        long before = BinaryPrimitives.ReadInt64LittleEndian(head.AsSpan(Entry(buffer) + 16));
        byte[] rest = body[(int)(offset + Alignment.Pad(before))..];
        byte[] padded = [.. stored, .. new byte[Alignment.Pad(stored.Length) - stored.Length]];
        _frames[1] = (header, head, [.. body[..(int)offset], .. padded, .. rest]);
        SetEntry(buffer, 16, stored.Length);
        SetEntry(buffer, 24, encoded);
        head[Entry(buffer) + 2] = codec;
        for (int next = buffer + 1; Entry(next) + BufferEntry.Size <= head.Length; next++)
        {
            long moved = BinaryPrimitives.ReadInt64LittleEndian(head.AsSpan(Entry(next) + 8)) + Alignment.Pad(stored.Length) - Alignment.Pad(before);
            SetEntry(next, 8, moved);
        }
    }

    /// <summary>The stream with every checksum right.</summary>
    /// <param name="buffers">How many entries of the batch's only column have their checksums computed anew.</param>
    public byte[] Bytes(int buffers = 0)
    {
        for (int i = 0; i < buffers; i++)
        {
            int offset = (int)BinaryPrimitives.ReadInt64LittleEndian(BatchHead.AsSpan(Entry(i) + 8));
            int stored = (int)BinaryPrimitives.ReadInt64LittleEndian(BatchHead.AsSpan(Entry(i) + 16));
            SetEntry(i, 40, (long)XxHash3.HashToUInt64(BatchBody.AsSpan(offset, stored)));
        }

        List<byte> bytes = [.. _prelude];
        Seal(bytes, 0);
        foreach ((byte[] header, byte[] head, byte[] body) in _frames)
        {
            int at = bytes.Count;
            BinaryPrimitives.WriteUInt64LittleEndian(header.AsSpan(40), XxHash3.HashToUInt64(head));
            if (header[4] == (byte)FrameKind.Batch)
            {
                BinaryPrimitives.WriteInt64LittleEndian(header.AsSpan(24), body.Length);
                BinaryPrimitives.WriteInt64LittleEndian(EndHead.AsSpan(16), body.Length);
            }

            bytes.AddRange(header);
            Seal(bytes, at);
            bytes.AddRange(head);
            bytes.AddRange(new byte[Alignment.Pad(head.Length) - head.Length]);
            bytes.AddRange(body);
        }

        return [.. bytes];
    }

    private static void Seal(List<byte> bytes, int at)
    {
        byte[] checksum = BitConverter.GetBytes(XxHash3.HashToUInt64([.. bytes.GetRange(at, 56)]));
        for (int i = 0; i < 8; i++)
        {
            bytes[at + 56 + i] = checksum[i];
        }
    }
}
