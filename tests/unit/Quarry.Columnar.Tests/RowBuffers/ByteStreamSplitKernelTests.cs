using System.Runtime.InteropServices;
using CsCheck;
using Quarry.Columnar.Encodings;

namespace Quarry.Columnar.Tests.RowBuffers;

public sealed class ByteStreamSplitKernelTests
{
    [Fact]
    public void Byte_streams_come_back_and_lie_as_those_of_the_scalar_twin()
    {
        foreach (int width in (int[])[4, 8])
        {
            Gen.Byte.Array[0, 90].Select(bytes => (byte[])[.. bytes, .. bytes, .. bytes, .. bytes, .. bytes, .. bytes, .. bytes, .. bytes]).Sample(raw =>
            {
                byte[] streams = new byte[raw.Length], scalar = new byte[raw.Length], merged = new byte[raw.Length], scalarMerged = new byte[raw.Length];
                ByteStreamSplit.Split(raw, width, streams);
                ByteStreamSplit.SplitScalar(raw, width, scalar, 0);
                ByteStreamSplit.Merge(streams, width, merged);
                ByteStreamSplit.MergeScalar(streams, width, scalarMerged, 0);
                return streams.AsSpan().SequenceEqual(scalar) && merged.AsSpan().SequenceEqual(raw) && scalarMerged.AsSpan().SequenceEqual(raw);
            });
        }
    }

    [Fact]
    public void Byte_streams_lie_as_the_document_says()
    {
        byte[] streams = new byte[12];
        ByteStreamSplit.Split(MemoryMarshal.AsBytes<float>([1f, -2f, 1.5f]), 4, streams);
        streams.Should().Equal(0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x80, 0x00, 0xC0, 0x3F, 0xC0, 0x3F);
    }
}
