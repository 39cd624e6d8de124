namespace Quarry.Columnar.Reading;

/// <summary>Bytes that lie in memory already.</summary>
internal sealed class MemorySource(ReadOnlyMemory<byte> bytes) : ByteSource
{
    public override long? Remaining => bytes.Length - Position;

    public override ValueTask SkipAsync(long count, string what, CancellationToken cancellationToken)
    {
        Require(count, what);
        Position += count;
        return default;
    }

    public override ValueTask<bool> IsAtEndAsync(CancellationToken cancellationToken) => new(Position == bytes.Length);

    public override void Dispose()
    {
    }

    protected override ValueTask<int> ReadAsync(Memory<byte> destination, CancellationToken cancellationToken)
    {
        int count = (int)Math.Min(destination.Length, bytes.Length - Position);
        bytes.Span.Slice((int)Position, count).CopyTo(destination.Span);
        return new(count);
    }
}
