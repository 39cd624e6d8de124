using System.Buffers;

namespace Quarry.Columnar.Reading;

/// <summary>Bytes of a stream: what is passed over is sought in a seekable one, else read and dropped.</summary>
internal sealed class StreamSource(Stream stream, bool leaveOpen) : ByteSource
{
    private const int DropBytes = 64 << 10;

    public override long? Remaining => stream.CanSeek ? stream.Length - stream.Position : null;

    public override async ValueTask SkipAsync(long count, string what, CancellationToken cancellationToken)
    {
        if (stream.CanSeek)
        {
            Require(count, what);
            stream.Position += count;
            Position += count;
            return;
        }

        byte[] dropped = ArrayPool<byte>.Shared.Rent((int)Math.Min(count, DropBytes));
        try
        {
            for (; count > 0; count -= Math.Min(count, dropped.Length))
            {
                await FillAsync(dropped.AsMemory(0, (int)Math.Min(count, dropped.Length)), what, cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(dropped);
        }
    }

    public override async ValueTask<bool> IsAtEndAsync(CancellationToken cancellationToken)
        => Remaining is long left ? left == 0 : await ReadAsync(new byte[1], cancellationToken).ConfigureAwait(false) == 0;

    public override void Dispose()
    {
        if (!leaveOpen)
        {
            stream.Dispose();
        }
    }

    protected override ValueTask<int> ReadAsync(Memory<byte> destination, CancellationToken cancellationToken)
        => Synchronous ? new(stream.Read(destination.Span)) : stream.ReadAsync(destination, cancellationToken);
}
