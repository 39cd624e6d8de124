using System.Buffers.Binary;

namespace Quarry.Arrow.Reading;

/// <summary>Where a message of a file stands, as the footer says.</summary>
internal readonly record struct FileBlock(MessageKind Kind, long Offset, int HeadLength, long BodyLength);

/// <summary>The end of a file: the footer, its length, and the mark (https://github.com/apache/arrow/blob/main/format/File.fbs).</summary>
internal static class FileFooter
{
    private const int TailBytes = 10;
    private const int BlockBytes = 24;
    private const int MagicPadded = 8;
    private const int DropBytes = 4096;

    /// <summary>Reads the footer.</summary>
    /// <returns>The dictionaries, then the batches, in the footer's order.</returns>
    public static async ValueTask<Queue<FileBlock>> ReadAsync(ArrowInput input, CancellationToken cancellationToken)
    {
        long end = input.Position + input.Remaining!.Value;
        byte[] tail = new byte[TailBytes];
        if (end < MagicPadded + TailBytes)
        {
            throw ArrowErrors.Truncated(end, "a file, before its footer");
        }

        input.Seek(end - TailBytes);
        await input.FillAsync(tail, "the footer", cancellationToken).ConfigureAwait(false);
        long footerAt = Check(tail, end);
        input.Seek(footerAt);
        byte[] footer = await input.FillAfterAsync(default, (int)(end - TailBytes - footerAt), "the footer", cancellationToken).ConfigureAwait(false);
        Queue<FileBlock> blocks = [];
        HashSet<long> seen = [];
        FlatTable table = FlatTable.Root(footer, footerAt);
        Add(table.Vector(2, BlockBytes, out _), MessageKind.Dictionary);
        Add(table.Vector(3, BlockBytes, out _), MessageKind.Batch);
        return blocks;

        void Add(ReadOnlySpan<byte> vector, MessageKind kind)
        {
            for (; vector.Length > 0; vector = vector[BlockBytes..])
            {
                FileBlock block = new(
                    kind, BinaryPrimitives.ReadInt64LittleEndian(vector), BinaryPrimitives.ReadInt32LittleEndian(vector[8..]), BinaryPrimitives.ReadInt64LittleEndian(vector[16..]));
                if (block.Offset < MagicPadded || block.HeadLength < 0 || block.BodyLength < 0 || block.BodyLength > footerAt
                    || block.Offset > footerAt - block.HeadLength - block.BodyLength || !seen.Add(block.Offset))
                {
                    throw ArrowErrors.Corrupt(footerAt, "the footer names a message that lies outside of the file, or names one twice");
                }

                blocks.Enqueue(block);
            }
        }
    }

    /// <summary>Passes over the footer of an input that cannot be sought, and checks how it ends.</summary>
    public static async ValueTask PassAsync(ArrowInput input, CancellationToken cancellationToken)
    {
        byte[] window = new byte[TailBytes + DropBytes];
        int filled = 0;
        while (await input.ReadAsync(window.AsMemory(filled), cancellationToken).ConfigureAwait(false) is > 0 and int read)
        {
            filled += read;
            if (filled == window.Length)
            {
                window.AsSpan(DropBytes).CopyTo(window);
                filled = TailBytes;
            }
        }

        if (filled < TailBytes)
        {
            throw ArrowErrors.Truncated(input.Position, "the footer");
        }

        Check(window.AsSpan(filled - TailBytes, TailBytes), input.Position);
    }

    private static long Check(ReadOnlySpan<byte> tail, long end)
    {
        if (!tail[sizeof(int)..].SequenceEqual(ArrowIpcFormats.Magic))
        {
            throw ArrowErrors.Truncated(end, "a file, before the mark that ends it");
        }

        int length = BinaryPrimitives.ReadInt32LittleEndian(tail);
        return length > 0 && length <= end - TailBytes - MagicPadded
            ? end - TailBytes - length
            : throw ArrowErrors.Corrupt(end - TailBytes, "the footer has an impossible length");
    }
}
