namespace Quarry.Columnar.Writing;

/// <summary>Bytes into a stream.</summary>
internal sealed class StreamSink(Stream stream, bool leaveOpen) : ByteSink
{
    public override ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        if (!Synchronous)
        {
            return stream.WriteAsync(bytes, cancellationToken);
        }

        stream.Write(bytes.Span);
        return default;
    }

    public override ValueTask FlushAsync(CancellationToken cancellationToken)
    {
        if (!Synchronous)
        {
            return new(stream.FlushAsync(cancellationToken));
        }

        stream.Flush();
        return default;
    }

    public override void Dispose()
    {
        if (!leaveOpen)
        {
            stream.Dispose();
        }
    }
}
