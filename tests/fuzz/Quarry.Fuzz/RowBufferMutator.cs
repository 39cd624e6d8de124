using System.Buffers.Binary;

namespace Quarry.Fuzz;

/// <summary>Changes a v2 stream at a place of its structure and makes what lies around it fit again: lengths, offsets, checksums.</summary>
internal static class RowBufferMutator
{
    public static byte[] Mutate(Mutator mutator, byte[] input, byte[] other)
    {
        switch (mutator.Next(16))
        {
            case 0:
                return mutator.Mutate(input, other);
            case 1:
                return RowBufferSeal.Seal(mutator.Mutate(input, other));
            default:
                if (!RowBufferStream.TryParse(input, out RowBufferStream? stream))
                {
                    return RowBufferSeal.Seal(mutator.Mutate(input, other));
                }

                for (int change = mutator.Next(2); change >= 0; change--)
                {
                    Change(mutator, stream, other);
                }

                return RowBufferSeal.Seal(stream.Join());
        }
    }

    private static void Change(Mutator mutator, RowBufferStream stream, byte[] other)
    {
        List<RowBufferFrame> frames = stream.Frames;
        RowBufferFrame frame = frames[mutator.Next(frames.Count)];
        switch (mutator.Next(32))
        {
            case 0:
                mutator.Overwrite(stream.Prelude.AsSpan(4));
                break;
            case 1:
                mutator.Overwrite(frame.Header.AsSpan(4));
                break;
            case 2:
                frame.Head = mutator.Mutate(frame.Head, other);
                break;
            case 3 when frames.Count > 1:
                frames.Remove(frame);
                break;
            case 4 when frames.Count < 8:
                frames.Insert(mutator.Next(frames.Count + 1), new([.. frame.Header], [.. frame.Head], frame.Stored));
                break;
            case 5 or 6 or 7:
                mutator.Overwrite(frame.Head);
                break;
            default:
                frame = frames.Find(candidate => candidate.Stored.Count > 0) is { } batch && frame.Stored.Count == 0 ? batch : frame;
                if (frame.Stored.Count > 0)
                {
                    Change(mutator, frame, mutator.Next(frame.Stored.Count), other);
                }

                break;
        }
    }

    // The directory's entry of a buffer, its stored bytes, or what they decompress to.
    private static void Change(Mutator mutator, RowBufferFrame frame, int buffer, byte[] other)
    {
        Span<byte> entry = frame.Entry(buffer);
        if (entry.IsEmpty)
        {
            return;
        }

        switch (mutator.Next(8))
        {
            case 0:
                mutator.Overwrite(entry);
                break;
            case 1:
                entry[1] = (byte)mutator.Next(8);
                break;
            case 2:
                entry[2] = (byte)mutator.Next(3);
                break;
            case 3:
                mutator.Overwrite(frame.Stored[buffer]);
                break;
            case 4:
                frame.Stored[buffer] = mutator.Mutate(frame.Stored[buffer], other);
                break;
            case var kind when RowBufferPress.Decompress(frame.Stored[buffer], entry) is { } content:
                content = kind == 5 ? mutator.Mutate(content, other) : [.. content];
                if (kind != 5)
                {
                    mutator.Overwrite(content);
                }

                frame.Stored[buffer] = entry[2] == 0 ? content : RowBufferPress.Compress(content, entry[2]);
                BinaryPrimitives.WriteInt64LittleEndian(entry[24..], content.Length);
                if (entry[1] == 0)
                {
                    BinaryPrimitives.WriteInt64LittleEndian(entry[32..], content.Length);
                }

                break;
        }
    }
}
