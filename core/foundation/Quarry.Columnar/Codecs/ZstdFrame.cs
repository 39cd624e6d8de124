using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using Quarry.Columnar.Wire;
using ZstdSharp;
using ZstdSharp.Unsafe;

namespace Quarry.Columnar.Codecs;

/// <summary>One zstd frame (RFC 8878) per buffer. Contexts are costly to make, so each thread keeps a pair.</summary>
internal static class ZstdFrame
{
    /// <summary>What level 1 gains over LZ4 it keeps; level 3 costs up to four times as much for a few percent.</summary>
    public const int Level = 1;

    private const uint Magic = 0xFD2FB528;
    private const long MaxWindow = 8 << 20;
    private const int Chunk = 64 << 10;

    [ThreadStatic]
    private static Compressor? s_compressor;

    [ThreadStatic]
    private static Decompressor? s_decompressor;

    public static int MaxLength(int length) => Compressor.GetCompressBound(length);

    /// <summary>Compresses into one frame that states its content size.</summary>
    /// <returns>Bytes written, or −1 if they do not fit.</returns>
    public static int Compress(ReadOnlySpan<byte> source, Span<byte> destination)
    {
        s_compressor ??= new(Level);
        return s_compressor.TryWrap(source, destination, out int written) ? written : -1;
    }

    /// <summary>Decompresses.</summary>
    /// <returns>False unless the source is exactly one frame, within a window of 8 MiB, that fills the destination.</returns>
    [SuppressMessage("Design", "CA1031", Justification = "What the decoder throws on damaged input becomes the one typed error.")]
    public static unsafe bool TryDecompress(ReadOnlySpan<byte> source, Span<byte> destination)
    {
        if (!IsOneFrame(source) || WindowOf(source) is < 0 or > MaxWindow)
        {
            return false;
        }

        s_decompressor ??= new();
        try
        {
            return s_decompressor.TryUnwrap(source, destination, out int written) && written == destination.Length;
        }
        catch (ZstdException)
        {
            // The context may hold half a frame.
            s_decompressor.Dispose();
            s_decompressor = null;
            return false;
        }
    }

    /// <summary>Appends the content of exactly one frame, whose size need not be stated in it.</summary>
    /// <returns>False if the input is damaged, or its content longer than allowed.</returns>
    public static bool TryDecompress(ReadOnlySpan<byte> source, ByteWriter destination, int most)
    {
        if (!IsOneFrame(source) || WindowOf(source) is < 0 or > MaxWindow || ContentOf(source) > MaxWindow)
        {
            return false;
        }

        int start = destination.Length;
        using var stream = new DecompressionStream(new MemoryStream(source.ToArray(), writable: false));
        try
        {
            while (true)
            {
                int read = stream.Read(destination.Reserve(Chunk));
                if (read == 0)
                {
                    return true;
                }

                destination.Append(read);
                if (destination.Length - start > most)
                {
                    return false;
                }
            }
        }
        catch (Exception error) when (error is ZstdException or EndOfStreamException)
        {
            return false;
        }
    }

    private static unsafe bool IsOneFrame(ReadOnlySpan<byte> source)
    {
        if (source.Length < 5 || BinaryPrimitives.ReadUInt32LittleEndian(source) != Magic)
        {
            return false;
        }

        fixed (byte* bytes = source)
        {
            return Methods.ZSTD_findFrameCompressedSize(bytes, (nuint)source.Length) == (nuint)source.Length;
        }
    }

    // Of a frame of a single segment, which a stream's decoder keeps as a whole; 0 for one with a window.
    private static unsafe ulong ContentOf(ReadOnlySpan<byte> source)
    {
        fixed (byte* bytes = source)
        {
            return (source[4] & 0x20) != 0 ? Methods.ZSTD_getFrameContentSize(bytes, (nuint)source.Length) : 0;
        }
    }

    // Section 3.1.1.1 of RFC 8878. A frame of a single segment has no window: its content is the window, and that is bounded already.
    private static long WindowOf(ReadOnlySpan<byte> source)
    {
        byte descriptor = source[4];
        if ((descriptor & 3) != 0)
        {
            return -1;
        }

        if ((descriptor & 0x20) != 0)
        {
            return 0;
        }

        if (source.Length < 6)
        {
            return -1;
        }

        long unit = 1L << (10 + (source[5] >> 3));
        return unit + unit / 8 * (source[5] & 7);
    }
}
