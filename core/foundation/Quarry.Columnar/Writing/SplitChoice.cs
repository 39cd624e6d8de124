using Quarry.Columnar.Encodings;
using Quarry.Columnar.Wire;

namespace Quarry.Columnar.Writing;

/// <summary>Whether floats that no other encoding makes smaller are written as byte streams: only before a codec, and only if a sample costs less so.</summary>
internal static class SplitChoice
{
    // Splitting and merging, of the managed kernels on the server core of CodecChoice.
    private const double Kernels = 1 / 5e9 + 1 / 5e9;

    /// <summary>True if a writer with these options writes byte streams at all: readers of 2.0 do not know them.</summary>
    public static bool IsAllowed(RowBufferWriterOptions options) => options.ReaderVersion.Minor >= 1 && options.Encoding == RowBufferEncoding.Auto
        && (options.Force is null ? options.Codec != RowBufferCodec.None : options.Force == BufferEncoding.ByteStreamSplit);

    /// <summary>Chooses by the cost model of FORMAT.md.</summary>
    /// <param name="raw">The floats.</param>
    /// <param name="width">Bytes of each.</param>
    /// <param name="codec">The codec that the caller asked for.</param>
    /// <param name="streams">Memory for the split sample.</param>
    /// <param name="scratch">Memory for the compressed sample.</param>
    /// <returns>Whether to split, and the codec for the form that was chosen.</returns>
    public static (bool Split, BufferCodec Codec) Choose(ReadOnlySpan<byte> raw, int width, RowBufferCodec codec, ByteWriter streams, ByteWriter scratch)
    {
        ReadOnlySpan<byte> sample = CodecChoice.Sample(raw, width);
        streams.Clear();
        ByteStreamSplit.Split(sample, width, streams.Append(sample.Length));
        (BufferCodec whole, double costOfWhole) = CodecChoice.Cheapest(sample, codec, scratch);
        (BufferCodec split, double costOfSplit) = CodecChoice.Cheapest(streams.Span, codec, scratch);
        return split != BufferCodec.None && costOfSplit + Kernels < costOfWhole ? (true, split) : (false, whole);
    }
}
