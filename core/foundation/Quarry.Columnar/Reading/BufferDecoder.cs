using System.IO.Hashing;
using Quarry.Columnar.Codecs;
using Quarry.Columnar.Encodings;
using Quarry.Columnar.Wire;
using Quarry.Contracts;

namespace Quarry.Columnar.Reading;

/// <summary>From the stored bytes of one buffer to its values: checksum, codec, encoding.</summary>
internal static unsafe class BufferDecoder
{
    private const int Chunk = 1024;

    /// <summary>Checks the stored bytes and the padding after them.</summary>
    public static void Verify(in BufferEntry entry, byte* stored, long at, string column)
    {
        var bytes = new ReadOnlySpan<byte>(stored, entry.Stored);
        if (XxHash3.HashToUInt64(bytes) != entry.Checksum)
        {
            throw FormatErrors.Checksum(at, $"the {entry.Role} of column \"{column}\"");
        }

        if (!Alignment.IsZero(new(stored + entry.Stored, (int)(Alignment.Pad(entry.Stored) - entry.Stored))))
        {
            throw FormatErrors.Corrupt(at + entry.Stored, "padding is not zero");
        }
    }

    /// <summary>Decodes verified bytes.</summary>
    /// <param name="entry">The buffer's entry, whose lengths fit each other.</param>
    /// <param name="width">Bytes per element.</param>
    /// <param name="stored">The stored bytes, followed by <see cref="BitPacking.Slack"/> readable ones.</param>
    /// <param name="destination">Exactly the raw length.</param>
    /// <param name="memory">Lends memory between codec and encoding.</param>
    /// <param name="at">Where the stored bytes stand in the stream.</param>
    public static void Decode(in BufferEntry entry, int width, byte* stored, Span<byte> destination, BatchMemory memory, long at)
    {
        if (entry.Codec == BufferCodec.None)
        {
            Decode(entry, width, stored, destination, at);
        }
        else if (entry.IsPlain)
        {
            Decompress(entry, stored, destination, at);
        }
        else
        {
            MemoryBlock scratch = memory.Rent(entry.Encoded + BitPacking.Slack);
            try
            {
                Decompress(entry, stored, scratch.Span(0, entry.Encoded), at);
                Decode(entry, width, (byte*)scratch.Address, destination, at);
            }
            finally
            {
                scratch.Release();
            }
        }
    }

    private static void Decompress(in BufferEntry entry, byte* stored, Span<byte> destination, long at)
    {
        var source = new ReadOnlySpan<byte>(stored, entry.Stored);
        bool whole = entry.Codec == BufferCodec.Lz4 ? Lz4Block.TryDecompress(source, destination) : ZstdFrame.TryDecompress(source, destination);
        if (!whole)
        {
            throw FormatErrors.Corrupt(at, $"a buffer is not one {entry.Codec} block of {destination.Length} bytes");
        }
    }

    private static void Decode(in BufferEntry entry, int width, byte* encoded, Span<byte> destination, long at)
    {
        var bytes = new ReadOnlySpan<byte>(encoded, entry.Encoded);
        switch (entry.Encoding)
        {
            case BufferEncoding.Plain:
                bytes.CopyTo(destination);
                break;
            case BufferEncoding.Constant:
                Constant.Fill(bytes, destination);
                break;
            case BufferEncoding.RunLength:
                if (!RunLength.TryDecode(bytes, width, (int)entry.Extra, destination))
                {
                    throw FormatErrors.Corrupt(at, "the runs of a buffer do not add up to its length");
                }

                break;
            case BufferEncoding.ByteStreamSplit:
                ByteStreamSplit.Merge(bytes, width, destination);
                break;
            case BufferEncoding.FrameOfReference when width == sizeof(long):
                BitPacking.Unpack(encoded, entry.Base, entry.Bits, System.Runtime.InteropServices.MemoryMarshal.Cast<byte, long>(destination));
                break;
            case BufferEncoding.FrameOfReference:
                UnpackFrame(entry, width, encoded, destination);
                break;
            default:
                UnpackDelta(entry, width, encoded, destination);
                break;
        }
    }

    // A chunk of 1 024 values ends at a whole byte whatever the width in bits, and stays in the first-level cache.
    private static void UnpackFrame(in BufferEntry entry, int width, byte* encoded, Span<byte> destination)
    {
        Span<long> values = stackalloc long[Chunk];
        int count = destination.Length / width;
        for (int i = 0; i < count; i += Chunk)
        {
            Span<long> part = values[..Math.Min(Chunk, count - i)];
            BitPacking.Unpack(encoded + (long)i * entry.Bits / 8, entry.Base, entry.Bits, part);
            Integers.Store(part, width, destination.Slice(i * width, part.Length * width));
        }
    }

    private static void UnpackDelta(in BufferEntry entry, int width, byte* encoded, Span<byte> destination)
    {
        Span<long> values = stackalloc long[Chunk];
        values[0] = entry.Base;
        Integers.Store(values[..1], width, destination);
        destination = destination[width..];
        long last = entry.Base;
        int count = destination.Length / width;
        for (int i = 0; i < count; i += Chunk)
        {
            Span<long> part = values[..Math.Min(Chunk, count - i)];
            BitPacking.Unpack(encoded + (long)i * entry.Bits / 8, entry.Extra, entry.Bits, part);
            last = Delta.Sum(last, part);
            Integers.Store(part, width, destination.Slice(i * width, part.Length * width));
        }
    }
}
