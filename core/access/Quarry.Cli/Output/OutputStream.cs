namespace Quarry.Cli.Output;

/// <summary>Bytes on their way out, with what the operating system refuses told as the tool's errors.</summary>
internal sealed class OutputStream(Stream destination) : Stream
{
    public override bool CanRead => false;
    public override bool CanSeek => false;
    public override bool CanWrite => true;
    public override long Length => throw new NotSupportedException();
    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    /// <exception cref="ClosedPipeException">The reader of the output is gone.</exception>
    /// <exception cref="Contracts.QuarryException">The output cannot be written (User) or is full (Resource).</exception>
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        try
        {
            destination.Write(buffer);
        }
        catch (Exception e) when (OutputErrors.IsRefusal(e))
        {
            throw OutputErrors.Translate(e);
        }
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    // Nothing is buffered below.
    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            destination.Dispose();
        }

        base.Dispose(disposing);
    }
}
