namespace Quarry.Contracts;

/// <summary>A block of native memory with a count of references. At zero it goes back to whoever lent it.</summary>
/// <remarks>
/// The address stays mapped as long as the engine lives, so a span kept too long reads garbage but never faults.
/// Reference counting is safe from any thread; writing is the renter's alone until the block is part of a batch.
/// </remarks>
public abstract unsafe class MemoryBlock
{
    private readonly nint _address;
    private readonly Lock? _gate;
    private volatile bool _deferred;
    private int _references = 1;

    /// <summary>Creates a block with one reference, which is the renter's.</summary>
    /// <param name="address">Its first byte, 64-byte aligned.</param>
    /// <param name="length">Its bytes, a multiple of 64.</param>
    protected MemoryBlock(nint address, long length)
        : this(address, length, deferred: false)
    {
    }

    /// <summary>Creates a block with one reference, which is the renter's, and whose content may come later.</summary>
    /// <param name="address">Its first byte, 64-byte aligned.</param>
    /// <param name="length">Its bytes, a multiple of 64.</param>
    /// <param name="deferred">True to have <see cref="OnFirstUse"/> called before anybody reaches the bytes.</param>
    protected MemoryBlock(nint address, long length, bool deferred)
    {
        (_address, Length, _deferred) = (address, length, deferred);
        _gate = deferred ? new() : null;
    }

    /// <summary>The first byte.</summary>
    public nint Address
    {
        get
        {
            if (_deferred)
            {
                Prepare();
            }

            return _address;
        }
    }

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

    /// <summary>Fills or checks a deferred block. It is called by one thread at a time, before the first use; if it throws, the next use calls it again.</summary>
    protected virtual void OnFirstUse()
    {
    }

    /// <summary>Adds a reference.</summary>
    /// <exception cref="ObjectDisposedException">The last reference is gone: the memory may already be someone else's.</exception>
    public void Retain() => ObjectDisposedException.ThrowIf(!TryRetain(), this);

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

    /// <summary>Gives a block that came back to its next renter, with one reference.</summary>
    protected void Lend() => Volatile.Write(ref _references, 1);

    /// <summary>Takes the block back; called once when the last reference is gone.</summary>
    protected abstract void OnReleased();

    // The reference keeps the memory from being recycled by a Dispose on another thread while it is filled.
    private void Prepare()
    {
        ObjectDisposedException.ThrowIf(!TryRetain(), this);
        try
        {
            lock (_gate!)
            {
                if (_deferred)
                {
                    OnFirstUse();
                    _deferred = false;
                }
            }
        }
        finally
        {
            Release();
        }
    }

    private bool TryRetain()
    {
        int seen = Volatile.Read(ref _references);
        while (seen > 0)
        {
            int before = Interlocked.CompareExchange(ref _references, seen + 1, seen);
            if (before == seen)
            {
                return true;
            }

            seen = before;
        }

        return false;
    }
}
