namespace Quarry.Arrow.Reading;

/// <summary>The bytes of the input, with positions from where the Arrow data starts.</summary>
/// <remarks>While <see cref="Synchronous"/> is set, every call completes before it returns and blocks only in the stream's own synchronous Read.</remarks>
internal sealed class ArrowInput(Stream stream, bool leaveOpen) : IDisposable
{
    private const int Chunk = 64 << 10;

    private readonly long _start = stream.CanSeek ? stream.Position : 0;

    public bool Synchronous { get; set; }

    public long Position { get; private set; }

    public bool CanSeek => stream.CanSeek;

    /// <summary>Bytes left, if that is known.</summary>
    public long? Remaining => stream.CanSeek ? stream.Length - stream.Position : null;

    public void Seek(long position)
    {
        stream.Position = _start + position;
        Position = position;
    }

    /// <summary>Reads some bytes; 0 at the end.</summary>
    public async ValueTask<int> ReadAsync(Memory<byte> destination, CancellationToken cancellationToken)
    {
        if (Synchronous)
        {
            return Read(destination.Span);
        }

        int read = await stream.ReadAsync(destination, cancellationToken).ConfigureAwait(false);
        Position += read;
        return read;
    }

    public int Read(Span<byte> destination)
    {
        int read = stream.Read(destination);
        Position += read;
        return read;
    }

    /// <summary>Fills the destination as far as the input goes.</summary>
    public async ValueTask<int> FillUpToAsync(Memory<byte> destination, CancellationToken cancellationToken)
    {
        int filled = 0;
        while (filled < destination.Length)
        {
            int read = await ReadAsync(destination[filled..], cancellationToken).ConfigureAwait(false);
            if (read == 0)
            {
                break;
            }

            filled += read;
        }

        return filled;
    }

    public async ValueTask FillAsync(Memory<byte> destination, string what, CancellationToken cancellationToken)
    {
        if (await FillUpToAsync(destination, cancellationToken).ConfigureAwait(false) < destination.Length)
        {
            throw ArrowErrors.Truncated(Position, what);
        }
    }

    /// <summary>Fills what follows the first bytes of a new array; memory grows with what arrives, not with what a length claims.</summary>
    public async ValueTask<byte[]> FillAfterAsync(ReadOnlyMemory<byte> first, int length, string what, CancellationToken cancellationToken)
    {
        Require(length, what);
        int filled = first.Length;
        byte[] bytes = new byte[filled + Math.Min(length, Chunk)];
        first.CopyTo(bytes);
        while (true)
        {
            await FillAsync(bytes.AsMemory(filled), what, cancellationToken).ConfigureAwait(false);
            filled = bytes.Length;
            if (filled == first.Length + length)
            {
                return bytes;
            }

            Array.Resize(ref bytes, (int)Math.Min((long)first.Length + length, 2L * filled));
        }
    }

    /// <summary>Fails early where the input is known to be shorter.</summary>
    public void Require(long count, string what)
    {
        if (Remaining is long left && left < count)
        {
            throw ArrowErrors.Truncated(Position + Math.Max(0, left), what);
        }
    }

    public void Dispose()
    {
        if (!leaveOpen)
        {
            stream.Dispose();
        }
    }
}
