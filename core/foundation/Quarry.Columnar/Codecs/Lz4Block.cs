using K4os.Compression.LZ4;

namespace Quarry.Columnar.Codecs;

/// <summary>The LZ4 block format (https://github.com/lz4/lz4/blob/dev/doc/lz4_Block_format.md): no frame, the lengths stand in the directory.</summary>
internal static class Lz4Block
{
    public static int MaxLength(int length) => LZ4Codec.MaximumOutputSize(length);

    /// <summary>Compresses.</summary>
    /// <returns>Bytes written, or −1 if they do not fit.</returns>
    public static int Compress(ReadOnlySpan<byte> source, Span<byte> destination) => LZ4Codec.Encode(source, destination, LZ4Level.L00_FAST);

    /// <summary>Decompresses.</summary>
    /// <returns>False unless the source is exactly one block that fills the destination.</returns>
    public static bool TryDecompress(ReadOnlySpan<byte> source, Span<byte> destination) => LZ4Codec.Decode(source, destination) == destination.Length;
}
