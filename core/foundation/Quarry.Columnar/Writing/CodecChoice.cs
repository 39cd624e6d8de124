using Quarry.Columnar.Codecs;
using Quarry.Columnar.Wire;

namespace Quarry.Columnar.Writing;

/// <summary>Which codec a buffer gets under <see cref="RowBufferCodec.Auto"/>: the cost model of FORMAT.md over a sample.</summary>
/// <remarks>
/// Cost per byte = 1 / link + stored ÷ raw … : seconds to compress, to move what is left, and to decompress. The speeds are those of the managed
/// codecs on one 2020s server core; only their proportions matter.
/// </remarks>
internal static class CodecChoice
{
    /// <summary>What is not made this much smaller stays raw, so that it can be read where it lies.</summary>
    public const double WorthIt = 1.1;

    /// <summary>Shorter buffers are not worth a codec's constant costs.</summary>
    public const int SmallestBuffer = 128;

    public const int SampleBytes = 32 << 10;

    private const double Link = 64e6;
    private const double Lz4Compress = 700e6, Lz4Decompress = 2500e6;
    private const double ZstdCompress = 350e6, ZstdDecompress = 900e6;

    public static BufferCodec Choose(ReadOnlySpan<byte> bytes, ByteWriter scratch) => Cheapest(Sample(bytes, 1), RowBufferCodec.Auto, scratch).Codec;

    /// <summary>What stands for a buffer: the middle is more typical than the start, which may be sorted or empty.</summary>
    public static ReadOnlySpan<byte> Sample(ReadOnlySpan<byte> bytes, int width)
        => bytes.Length <= SampleBytes ? bytes : bytes.Slice((bytes.Length - SampleBytes) / 2 / width * width, SampleBytes);

    /// <summary>The codec with the smallest cost per byte, or none.</summary>
    /// <param name="sample">The bytes.</param>
    /// <param name="allowed">The only codec to try, or auto for all.</param>
    /// <param name="scratch">Memory for what is compressed.</param>
    public static (BufferCodec Codec, double Cost) Cheapest(ReadOnlySpan<byte> sample, RowBufferCodec allowed, ByteWriter scratch)
    {
        double lz4 = allowed == RowBufferCodec.Zstd ? 0 : Ratio(sample, Lz4Block.Compress(sample, scratch.Reserve(Lz4Block.MaxLength(sample.Length))));
        double zstd = allowed == RowBufferCodec.Lz4 ? 0 : Ratio(sample, ZstdFrame.Compress(sample, scratch.Reserve(ZstdFrame.MaxLength(sample.Length))));
        double none = 1 / Link;
        // Who asks for a codec pays for it anyway: then only what is left counts.
        int work = allowed == RowBufferCodec.Auto ? 1 : 0;
        double costOfLz4 = lz4 < WorthIt ? double.MaxValue : 1 / (lz4 * Link) + work * (1 / Lz4Compress + 1 / Lz4Decompress);
        double costOfZstd = zstd < WorthIt ? double.MaxValue : 1 / (zstd * Link) + work * (1 / ZstdCompress + 1 / ZstdDecompress);
        return none <= Math.Min(costOfLz4, costOfZstd) ? (BufferCodec.None, none)
            : costOfLz4 <= costOfZstd ? (BufferCodec.Lz4, costOfLz4) : (BufferCodec.Zstd, costOfZstd);
    }

    private static double Ratio(ReadOnlySpan<byte> sample, int compressed) => compressed <= 0 ? 0 : (double)sample.Length / compressed;
}
