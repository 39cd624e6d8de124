namespace Quarry.Cli.Input;

/// <summary>Bytes on their way in: a file that is sought in, or a pipe. What the operating system refuses is told as the tool's errors.</summary>
internal sealed class InputStream : Stream
{
    private const int BufferBytes = 64 << 10;

    private readonly Stream _source;
    private readonly byte[] _buffer;
    private int _from;
    private int _to;
    private long _taken;

    /// <param name="source">Where from; becomes this stream's.</param>
    /// <param name="name">What errors call it.</param>
    public InputStream(Stream source, string name)
    {
        (_source, Name) = (source, name);
        // A pipe's bytes pass through memory of this object: a read that nobody waits for any more must not write into a batch.
        _buffer = source.CanSeek ? [] : new byte[BufferBytes];
    }

    /// <summary>What errors call it.</summary>
    public string Name { get; }

    /// <summary>Bytes of the file, or those read of the pipe.</summary>
    public long Bytes => CanSeek ? Length : _taken;

    public override bool CanRead => true;
    public override bool CanSeek => _source.CanSeek;
    public override bool CanWrite => false;
    public override long Length => _source.Length;
    public override long Position { get => CanSeek ? _source.Position : throw new NotSupportedException(); set => _source.Position = value; }

    /// <summary>The first bytes, which are read again afterwards; fewer if there are no more. Called before anything else.</summary>
    public async Task<byte[]> PeekAsync(int count, CancellationToken cancellationToken)
    {
        byte[] start = new byte[count];
        if (CanSeek)
        {
            int read = await ReadAtLeastAsync(start, count, throwOnEndOfStream: false, cancellationToken);
            Position = 0;
            return start[..read];
        }

        while (_to < count && await ReceiveAsync(_buffer.AsMemory(_to), cancellationToken) is > 0 and int received)
        {
            _to += received;
        }

        return _buffer[..Math.Min(count, _to)];
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (CanSeek)
        {
            return await ReceiveAsync(buffer, cancellationToken);
        }

        if (_from == _to)
        {
            (_from, _to) = (0, await ReceiveAsync(_buffer, cancellationToken));
        }

        return Take(buffer.Span);
    }

    public override int Read(Span<byte> buffer)
    {
        if (CanSeek)
        {
            return Receive(buffer);
        }

        if (_from == _to)
        {
            (_from, _to) = (0, Receive(_buffer));
        }

        return Take(buffer);
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
        => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override long Seek(long offset, SeekOrigin origin) => _source.Seek(offset, origin);

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _source.Dispose();
        }

        base.Dispose(disposing);
    }

    private int Take(Span<byte> destination)
    {
        int count = Math.Min(destination.Length, _to - _from);
        _buffer.AsSpan(_from, count).CopyTo(destination);
        _from += count;
        _taken += count;
        return count;
    }

    private int Receive(Span<byte> destination)
    {
        try
        {
            return _source.Read(destination);
        }
        catch (Exception e) when (InputErrors.IsRefusal(e))
        {
            throw InputErrors.Unreadable(Name, e.Message, e);
        }
    }

    private async Task<int> ReceiveAsync(Memory<byte> destination, CancellationToken cancellationToken)
    {
        try
        {
            // A read of a terminal or pipe does not end by a token, so the wait does.
            ValueTask<int> read = _source.ReadAsync(destination, cancellationToken);
            return CanSeek ? await read : await read.AsTask().WaitAsync(cancellationToken);
        }
        catch (Exception e) when (InputErrors.IsRefusal(e))
        {
            throw InputErrors.Unreadable(Name, e.Message, e);
        }
    }
}
