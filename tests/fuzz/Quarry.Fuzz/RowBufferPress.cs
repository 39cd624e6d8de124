using System.Buffers.Binary;
using K4os.Compression.LZ4;

namespace Quarry.Fuzz;

/// <summary>Compresses the buffers of a v2 stream that are not yet, so that content which was changed before stands behind a codec.</summary>
internal static class RowBufferPress
{
    private const byte Lz4Codec = 1, ZstdCodec = 2;
    private const int Most = 1 << 16;

    [ThreadStatic]
    private static ZstdSharp.Compressor? s_compressor;

    [ThreadStatic]
    private static ZstdSharp.Decompressor? s_decompressor;

    public static byte[] Lz4(byte[] input) => Press(input, Lz4Codec);

    public static byte[] Zstd(byte[] input) => Press(input, ZstdCodec);

    public static byte[] Compress(byte[] content, byte codec)
    {
        if (codec != Lz4Codec)
        {
            return (s_compressor ??= new(1)).Wrap(content).ToArray();
        }

        byte[] block = new byte[LZ4Codec.MaximumOutputSize(content.Length)];
        return block[..LZ4Codec.Encode(content, block)];
    }

    /// <summary>What a buffer's stored bytes hold; null if they are damaged.</summary>
    public static byte[]? Decompress(byte[] stored, ReadOnlySpan<byte> entry)
    {
        ulong encoded = BinaryPrimitives.ReadUInt64LittleEndian(entry[24..]);
        if (entry[2] == 0 || encoded > Most)
        {
            return entry[2] == 0 ? stored : null;
        }

        byte[] content = new byte[encoded];
        try
        {
            int length = entry[2] == Lz4Codec ? LZ4Codec.Decode(stored, content) : (s_decompressor ??= new()).Unwrap(stored, content);
            return length >= 0 ? content[..length] : null;
        }
        catch (ZstdSharp.ZstdException)
        {
            s_decompressor = null;
            return null;
        }
    }

    private static byte[] Press(byte[] input, byte codec)
    {
        if (!RowBufferStream.TryParse(input, out RowBufferStream? stream))
        {
            return RowBufferSeal.Seal(input);
        }

        foreach (RowBufferFrame frame in stream.Frames)
        {
            for (int i = 0; i < frame.Stored.Count; i++)
            {
                Span<byte> entry = frame.Entry(i);
                if (!entry.IsEmpty && entry[2] == 0 && Compress(frame.Stored[i], codec) is var pressed && pressed.Length <= frame.Stored[i].Length)
                {
                    frame.Stored[i] = pressed;
                    entry[2] = codec;
                }
            }
        }

        return RowBufferSeal.Seal(stream.Join());
    }
}
