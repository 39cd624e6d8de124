using System.Runtime.CompilerServices;

namespace Quarry.Columnar.Encodings;

/// <summary>The n-th bytes of all elements stand together: sign, exponent and first digits of floats repeat where whole floats do not.</summary>
/// <remarks><see cref="ByteStreamSplitVector"/> is the fast twin.</remarks>
internal static class ByteStreamSplit
{
    /// <summary>Takes elements of 4 or 8 bytes apart.</summary>
    /// <param name="raw">The elements.</param>
    /// <param name="width">Bytes of each.</param>
    /// <param name="streams">As many bytes: all first bytes, then all second ones, and so on.</param>
    public static void Split(ReadOnlySpan<byte> raw, int width, Span<byte> streams)
        => SplitScalar(raw, width, streams, ByteStreamSplitVector.Split(raw, width, streams));

    /// <summary>Puts elements of 4 or 8 bytes together again.</summary>
    public static void Merge(ReadOnlySpan<byte> streams, int width, Span<byte> raw)
        => MergeScalar(streams, width, raw, ByteStreamSplitVector.Merge(streams, width, raw));

    /// <summary>The scalar twin, from an element on.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void SplitScalar(ReadOnlySpan<byte> raw, int width, Span<byte> streams, int from)
    {
        int count = raw.Length / width;
        for (int i = from; i < count; i++)
        {
            for (int part = 0; part < width; part++)
            {
                streams[part * count + i] = raw[i * width + part];
            }
        }
    }

    /// <summary>The scalar twin, from an element on.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void MergeScalar(ReadOnlySpan<byte> streams, int width, Span<byte> raw, int from)
    {
        int count = raw.Length / width;
        for (int i = from; i < count; i++)
        {
            for (int part = 0; part < width; part++)
            {
                raw[i * width + part] = streams[part * count + i];
            }
        }
    }
}
