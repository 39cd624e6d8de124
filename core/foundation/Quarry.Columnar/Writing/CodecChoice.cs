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

    public static BufferCodec Choose(ReadOnlySpan<byte> bytes, ByteWriter scratch)
    {
        // The middle is more typical than the start, which may be sorted or empty.
        ReadOnlySpan<byte> sample = bytes.Length <= SampleBytes ? bytes : bytes.Slice((bytes.Length - SampleBytes) / 2, SampleBytes);
        double lz4 = Ratio(sample, Lz4Block.Compress(sample, scratch.Reserve(Lz4Block.MaxLength(sample.Length))));
        double zstd = Ratio(sample, ZstdFrame.Compress(sample, scratch.Reserve(ZstdFrame.MaxLength(sample.Length))));
        double none = 1 / Link;
        double costOfLz4 = lz4 < WorthIt ? double.MaxValue : 1 / (lz4 * Link) + 1 / Lz4Compress + 1 / Lz4Decompress;
        double costOfZstd = zstd < WorthIt ? double.MaxValue : 1 / (zstd * Link) + 1 / ZstdCompress + 1 / ZstdDecompress;
        return none <= Math.Min(costOfLz4, costOfZstd) ? BufferCodec.None : costOfLz4 <= costOfZstd ? BufferCodec.Lz4 : BufferCodec.Zstd;
    }

    private static double Ratio(ReadOnlySpan<byte> sample, int compressed) => compressed <= 0 ? 0 : (double)sample.Length / compressed;
}
