namespace Quarry.Columnar.Reading;

/// <summary>Where a reader takes bytes from. One caller at a time.</summary>
/// <remarks>
/// While <see cref="Synchronous"/> is set, every call completes before it returns and blocks only in the stream's own synchronous Read: so
/// the readers exist once, and their synchronous members take the result of tasks that are complete.
/// </remarks>
internal abstract class ByteSource : IDisposable
{
    /// <summary>Bytes read or skipped so far.</summary>
    public long Position { get; protected set; }

    public bool Synchronous { protected get; set; }

    /// <summary>Bytes left, if that is known.</summary>
    public virtual long? Remaining => null;

    /// <summary>Fills the destination.</summary>
    /// <param name="destination">Where to.</param>
    /// <param name="what">What is read, for the error.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="RowBufferFormatException">The input ends before.</exception>
    public async ValueTask FillAsync(Memory<byte> destination, string what, CancellationToken cancellationToken)
    {
        if (await FillUpToAsync(destination, cancellationToken).ConfigureAwait(false) < destination.Length)
        {
            throw FormatErrors.Truncated(Position, what);
        }
    }

    /// <summary>Fills the destination as far as the input goes.</summary>
    /// <returns>Bytes read.</returns>
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

            Position += read;
            filled += read;
        }

        return filled;
    }

    /// <summary>Passes over bytes.</summary>
    /// <exception cref="RowBufferFormatException">The input ends before.</exception>
    public abstract ValueTask SkipAsync(long count, string what, CancellationToken cancellationToken);

    /// <summary>True if no byte is left. It may wait for one.</summary>
    public abstract ValueTask<bool> IsAtEndAsync(CancellationToken cancellationToken);

    /// <summary>Fails early where the input is known to be shorter, before memory for it is rented.</summary>
    public void Require(long count, string what)
    {
        if (Remaining is long left && left < count)
        {
            throw FormatErrors.Truncated(Position + left, what);
        }
    }

    public abstract void Dispose();

    protected abstract ValueTask<int> ReadAsync(Memory<byte> destination, CancellationToken cancellationToken);
}
