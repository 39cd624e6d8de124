namespace Quarry.Benchmarks.RowBuffers;

/// <summary>A file that counts what is read of it.</summary>
internal sealed class CountingStream(string path) : FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0)
{
    public long BytesRead { get; private set; }

    public long Reads { get; private set; }

    public override int Read(Span<byte> buffer)
    {
        int read = base.Read(buffer);
        BytesRead += read;
        Reads++;
        return read;
    }
}
