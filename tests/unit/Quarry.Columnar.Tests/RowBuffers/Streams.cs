using Quarry.Columnar.Wire;
using Quarry.Contracts;

namespace Quarry.Columnar.Tests.RowBuffers;

/// <summary>Gives a few bytes at a time, asynchronously.</summary>
internal sealed class TrickleStream(byte[] bytes) : MemoryStream(bytes)
{
    public override bool CanSeek => false;

    public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(buffer.Length, 1013)]);

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        await Task.Yield();
        return base.Read(buffer.Span[..Math.Min(buffer.Length, 517)]);
    }
}

/// <summary>Counts what is read.</summary>
internal sealed class WatchedStream(byte[] bytes, bool seekable) : MemoryStream(bytes)
{
    public long BytesRead { get; private set; }

    public override bool CanSeek => seekable;

    public override int Read(Span<byte> buffer)
    {
        int read = base.Read(buffer);
        BytesRead += read;
        return read;
    }
}

/// <summary>A stream of batches without rows that never ends.</summary>
internal sealed class EndlessStream : Stream
{
    private readonly ByteWriter _head = new();
    private byte[] _part;
    private int _at;
    private ulong _sequence = 1;

    public EndlessStream(Schema schema)
    {
        using ColumnBatch batch = Samples.Batch(schema, 0, Samples.Shape.Random, 0, 1, new CountingMemory());
        byte[] whole = RowBuffer.Write(batch, new());
        FrameHeader first = FrameHeader.Read(whole.AsSpan(64), 64, 0);
        int second = 128 + (int)Alignment.Pad(first.HeadLength);
        FrameHeader header = FrameHeader.Read(whole.AsSpan(second), second, 1);
        _head.Append(whole.AsSpan(second + 64, header.HeadLength));
        _part = whole[..second];
    }

    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => throw new NotSupportedException();
    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override int Read(Span<byte> buffer)
    {
        if (_at == _part.Length)
        {
            _at = 0;
            _part = new byte[64 + Alignment.Pad(_head.Length)];
            new FrameHeader { Kind = FrameKind.Batch, Sequence = _sequence++, HeadLength = _head.Length, HeadChecksum = System.IO.Hashing.XxHash3.HashToUInt64(_head.Span) }.Write(_part);
            _head.Span.CopyTo(_part.AsSpan(64));
        }

        int count = Math.Min(buffer.Length, _part.Length - _at);
        _part.AsSpan(_at, count).CopyTo(buffer);
        _at += count;
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => new(Read(buffer.Span));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
