using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;

namespace Quarry.Fuzz;

/// <summary>A v2 stream taken apart so that its parts can be changed and put together again with lengths and offsets that fit (FORMAT.md).</summary>
internal sealed class RowBufferStream
{
    private const int Part = 64;
    private const int BatchKind = 2, ListKind = 25, InstantKind = 17;

    public required byte[] Prelude { get; init; }

    public required List<RowBufferFrame> Frames { get; init; }

    public static bool TryParse(byte[] bytes, [NotNullWhen(true)] out RowBufferStream? stream)
    {
        stream = null;
        var frames = new List<RowBufferFrame>();
        int at = Part;
        while (at + Part <= bytes.Length)
        {
            byte[] header = bytes[at..(at + Part)];
            long head = BinaryPrimitives.ReadInt64LittleEndian(header.AsSpan(16)), body = BinaryPrimitives.ReadInt64LittleEndian(header.AsSpan(24));
            long left = bytes.Length - at - Part;
            if (head < 0 || head > left || body < 0 || body > left - Pad(head))
            {
                return false;
            }

            int headAt = at + Part, bodyAt = headAt + (int)Pad(head);
            frames.Add(new(header, bytes[headAt..(headAt + (int)head)], bytes.AsSpan(bodyAt, (int)body)));
            at = bodyAt + (int)body;
        }

        if (frames.Count == 0)
        {
            return false;
        }

        stream = new() { Prelude = bytes[..Part], Frames = frames };
        return true;
    }

    /// <summary>The bytes, with checksums that are not right yet.</summary>
    public byte[] Join()
    {
        List<byte> bytes = [.. Prelude];
        long bodies = 0;
        foreach (RowBufferFrame frame in Frames)
        {
            byte[] body = frame.JoinBody();
            BinaryPrimitives.WriteInt64LittleEndian(frame.Header.AsSpan(16), frame.Head.Length);
            BinaryPrimitives.WriteInt64LittleEndian(frame.Header.AsSpan(24), body.Length);
            if (frame.Header[4] == BatchKind)
            {
                bodies += body.Length;
            }
            else if (frame.Header[4] == 3 && frame.Head.Length == 24)
            {
                BinaryPrimitives.WriteInt64LittleEndian(frame.Head.AsSpan(16), bodies);
            }

            bytes.AddRange(frame.Header);
            bytes.AddRange(frame.Head);
            bytes.AddRange(new byte[Pad(frame.Head.Length) - frame.Head.Length]);
            bytes.AddRange(body);
        }

        return [.. bytes];
    }

    /// <summary>The stream itself, and one of each column of each batch alone.</summary>
    public static IEnumerable<byte[]> Split(byte[] file)
    {
        yield return file;
        if (!TryParse(file, out RowBufferStream? whole))
        {
            yield break;
        }

        List<(Range Bytes, byte Kind)> columns = Columns(whole.Frames[0].Head);
        foreach (RowBufferFrame batch in whole.Frames.Where(frame => frame.Header[4] == BatchKind && columns.Count > 1))
        {
            int at = 16, buffer = 0;
            foreach ((Range bytes, byte kind) in columns)
            {
                (int start, int first, int nodes) = (at, buffer, kind switch { ListKind => 2, InstantKind => 3, _ => 1 });
                for (int i = 0; i < nodes; i++)
                {
                    int buffers = batch.Head[at + 25];
                    (at, buffer) = (at + 32 + buffers * Part, buffer + buffers);
                }

                yield return Alone(whole, bytes, batch, batch.Head[start..at], batch.Stored[first..buffer], nodes);
            }
        }
    }

    private static byte[] Alone(RowBufferStream whole, Range column, RowBufferFrame batch, byte[] nodes, List<byte[]> stored, int count)
    {
        byte[] directory = [1, 0, 0, 0, (byte)count, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, .. nodes];
        byte[] end = new byte[24];
        end[0] = 1;
        batch.Header.AsSpan(32, 8).CopyTo(end.AsSpan(8));
        byte[] ending = [.. whole.Frames[^1].Header];
        ending[4] = 3;
        batch.Header.AsSpan(32, 8).CopyTo(ending.AsSpan(32));
        var alone = new RowBufferStream
        {
            Prelude = [.. whole.Prelude],
            Frames =
            [
                new([.. whole.Frames[0].Header], [1, 0, 0, 0, .. whole.Frames[0].Head[column]], ReadOnlySpan<byte>.Empty),
                new([.. batch.Header], directory, stored),
                new(ending, end, ReadOnlySpan<byte>.Empty),
            ],
        };
        return RowBufferSeal.Seal(alone.Join());
    }

    private static List<(Range Bytes, byte Kind)> Columns(byte[] schema)
    {
        var columns = new List<(Range, byte)>();
        int at = 4;
        for (int count = schema[0] | schema[1] << 8; count > 0; count--)
        {
            int start = at;
            byte kind = schema[at + 1];
            at += kind == ListKind ? 25 : 13;
            at = AfterText(schema, AfterText(schema, at));
            int pairs = BinaryPrimitives.ReadInt32LittleEndian(schema.AsSpan(at));
            at += 4;
            for (; pairs > 0; pairs--)
            {
                at = AfterText(schema, AfterText(schema, at));
            }

            columns.Add((start..at, kind));
        }

        return columns;
    }

    private static int AfterText(byte[] schema, int at) => at + 4 + BinaryPrimitives.ReadInt32LittleEndian(schema.AsSpan(at));

    private static long Pad(long length) => (length + Part - 1) & ~(Part - 1L);
}
