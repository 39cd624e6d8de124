using System.Buffers.Binary;
using System.IO.Hashing;

namespace Quarry.Fuzz;

/// <summary>Makes the checksums, magics and sequence numbers of a v2 stream right, as far as its frames can be followed (FORMAT.md).</summary>
internal static class RowBufferSeal
{
    private const int Part = 64;
    private const int NodeBytes = 32;
    private const int EntryBytes = 64;

    public static byte[] Seal(byte[] input)
    {
        byte[] bytes = (byte[])input.Clone();
        if (bytes.Length < Part)
        {
            return bytes;
        }

        "QRB2"u8.CopyTo(bytes);
        SealPart(bytes, 0);
        ulong sequence = 0;
        for (long at = Part; at + Part <= bytes.Length;)
        {
            Span<byte> header = bytes.AsSpan((int)at, Part);
            long head = BinaryPrimitives.ReadInt64LittleEndian(header[16..]), body = BinaryPrimitives.ReadInt64LittleEndian(header[24..]);
            long bodyAt = at + Part + Pad(head);
            if (head < 0 || body < 0 || bodyAt < 0 || bodyAt > bytes.Length)
            {
                SealPart(bytes, (int)at);
                return bytes;
            }

            "QRBF"u8.CopyTo(header);
            BinaryPrimitives.WriteUInt64LittleEndian(header[8..], sequence++);
            Span<byte> directory = bytes.AsSpan((int)at + Part, (int)head);
            if (header[4] == 2 && body <= bytes.Length - bodyAt)
            {
                SealBuffers(directory, bytes.AsSpan((int)bodyAt, (int)body));
            }

            BinaryPrimitives.WriteUInt64LittleEndian(header[40..], XxHash3.HashToUInt64(directory));
            SealPart(bytes, (int)at);
            at = body > bytes.Length ? bytes.Length : bodyAt + body;
        }

        return bytes;
    }

    // Children follow their parent as columns follow each other: a directory is a list of nodes.
    private static void SealBuffers(Span<byte> directory, ReadOnlySpan<byte> body)
    {
        for (int at = 16; at + NodeBytes <= directory.Length;)
        {
            int buffers = directory[at + 25];
            at += NodeBytes;
            for (; buffers > 0 && at + EntryBytes <= directory.Length; buffers--, at += EntryBytes)
            {
                Span<byte> entry = directory.Slice(at, EntryBytes);
                ulong offset = BinaryPrimitives.ReadUInt64LittleEndian(entry[8..]), stored = BinaryPrimitives.ReadUInt64LittleEndian(entry[16..]);
                if (offset <= (ulong)body.Length && stored <= (ulong)body.Length - offset)
                {
                    BinaryPrimitives.WriteUInt64LittleEndian(entry[40..], XxHash3.HashToUInt64(body.Slice((int)offset, (int)stored)));
                }
            }
        }
    }

    private static void SealPart(byte[] bytes, int at)
        => BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(at + 56), XxHash3.HashToUInt64(bytes.AsSpan(at, 56)));

    private static long Pad(long length) => (length + Part - 1) & ~(Part - 1L);
}
