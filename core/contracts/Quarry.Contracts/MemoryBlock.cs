namespace Quarry.Contracts;

/// <summary>A block of native memory with a count of references. At zero it goes back to whoever lent it.</summary>
/// <remarks>
/// The address stays mapped as long as the engine lives, so a span kept too long reads garbage but never faults.
/// Reference counting is safe from any thread; writing is the renter's alone until the block is part of a batch.
/// </remarks>
public abstract unsafe class MemoryBlock
{
    private int _references;

    /// <summary>Creates a block with no reference.</summary>
    /// <param name="address">Its first byte, 64-byte aligned.</param>
    /// <param name="length">Its bytes, a multiple of 64.</param>
    protected MemoryBlock(nint address, long length) => (Address, Length) = (address, length);

    /// <summary>The first byte.</summary>
    public nint Address { get; }

    /// <summary>Its length in bytes.</summary>
    public long Length { get; }

    /// <summary>The bytes.</summary>
    /// <param name="start">Index of the first.</param>
    /// <param name="length">How many.</param>
    public Span<byte> Span(long start, int length)
    {
        ObjectDisposedException.ThrowIf(_references <= 0, this);
        ArgumentOutOfRangeException.ThrowIfNegative(start);
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(start, Length - length);
        return new((byte*)Address + start, length);
    }

    /// <summary>Adds a reference.</summary>
    public void Retain() => Interlocked.Increment(ref _references);

    /// <summary>Drops a reference.</summary>
    /// <exception cref="InvalidOperationException">There was none.</exception>
    public void Release()
    {
        int left = Interlocked.Decrement(ref _references);
        if (left == 0)
        {
            OnReleased();
        }
        else if (left < 0)
        {
            Interlocked.Increment(ref _references);
            throw new InvalidOperationException("A memory block was released more often than it was retained.");
        }
    }

    /// <summary>Takes the block back; called once when the last reference is gone.</summary>
    protected abstract void OnReleased();
}
