using Quarry.Columnar.Wire;

namespace Quarry.Columnar.Writing;

/// <summary>Which encoding a buffer gets: the smallest, if it is 1.1 times smaller than plain. All sizes are exact, none is estimated.</summary>
internal static class EncodingChoice
{
    public static BufferEncoding Choose(int rawLength, int width, int count, int runs, IntegerPacker? integers)
        => Smallest(rawLength, width, count, runs, integers).Encoding;

    /// <summary>The best encoding with the bytes that it takes.</summary>
    public static (BufferEncoding Encoding, long Size) Smallest(int rawLength, int width, int count, int runs, IntegerPacker? integers)
    {
        if (runs == 1 && count > 1)
        {
            return (BufferEncoding.Constant, width);
        }

        (BufferEncoding best, long size) = (BufferEncoding.RunLength, (long)runs * (width + sizeof(uint)));
        if (integers is not null)
        {
            long frame = NodeShape.PackedBytes(count, integers.Frame.Bits);
            if (frame <= size)
            {
                (best, size) = (BufferEncoding.FrameOfReference, frame);
            }

            // Deltas are read one after the other, so they must win clearly.
            long deltas = NodeShape.PackedBytes(count - 1L, integers.Deltas.Bits);
            if (deltas * CodecChoice.WorthIt < size)
            {
                (best, size) = (BufferEncoding.Delta, deltas);
            }
        }

        return size * CodecChoice.WorthIt < rawLength ? (best, size) : (BufferEncoding.Plain, rawLength);
    }
}
