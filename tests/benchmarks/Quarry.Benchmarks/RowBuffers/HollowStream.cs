namespace Quarry.Benchmarks.RowBuffers;

/// <summary>Passes over the large parts without copying them: what reading costs beside the transport.</summary>
internal sealed class HollowStream(byte[] bytes) : MemoryStream(bytes)
{
    private const int LargestHead = 4096;

    public override int Read(Span<byte> buffer)
    {
        if (buffer.Length <= LargestHead)
        {
            return base.Read(buffer);
        }

        Position += buffer.Length;
        return buffer.Length;
    }
}
