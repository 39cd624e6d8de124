namespace Quarry.Arrow.Reading;

/// <summary>What Arrow's reader reads: one checked message, whose body comes straight from the input. After it, the stream is at its end.</summary>
internal sealed class FeedStream(ArrowInput input) : Stream
{
    private ReadOnlyMemory<byte> _head;
    private int _body;

    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>What the input threw, which is no error of Arrow.</summary>
    public Exception? Failure { get; private set; }

    public void Feed(Message message) => (_head, _body) = (message.Head, message.BodyLength);

    public override int Read(Span<byte> buffer)
    {
        if (TakeHead(buffer) is > 0 and int count)
        {
            return count;
        }

        try
        {
            return _body == 0 ? 0 : Took(input.Read(buffer[..Math.Min(buffer.Length, _body)]));
        }
        catch (Exception error)
        {
            Failure = error;
            throw;
        }
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (TakeHead(buffer.Span) is > 0 and int count)
        {
            return count;
        }

        try
        {
            return _body == 0 ? 0 : Took(await input.ReadAsync(buffer[..Math.Min(buffer.Length, _body)], cancellationToken).ConfigureAwait(false));
        }
        catch (Exception error)
        {
            Failure = error;
            throw;
        }
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
        => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private int TakeHead(Span<byte> buffer)
    {
        int count = Math.Min(buffer.Length, _head.Length);
        _head.Span[..count].CopyTo(buffer);
        _head = _head[count..];
        return count;
    }

    private int Took(int read)
    {
        _body -= read;
        return read > 0 ? read : throw ArrowErrors.Truncated(input.Position, "the body of a message");
    }
}
