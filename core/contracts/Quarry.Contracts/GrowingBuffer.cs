namespace Quarry.Contracts;

/// <summary>A block of batch memory that grows by renting a larger one. Remembers how large its last one became, so that it grows only in the first batch.</summary>
internal sealed unsafe class GrowingBuffer(BatchMemory memory) : IDisposable
{
    // Small in debug builds, so that every test grows.
#if DEBUG
    private const long FirstBytes = 64;
#else
    private const long FirstBytes = 4096;
#endif

    private MemoryBlock? _block;
    private bool _disposed;
    private long _lastLength = FirstBytes;

    public nint Address => _block?.Address ?? 0;

    public long Length => _block?.Length ?? 0;

    /// <summary>Makes room for <paramref name="needed"/> bytes and keeps the first <paramref name="used"/>.</summary>
    public void Grow(long used, long needed)
    {
        ObjectDisposedException.ThrowIf(_disposed, typeof(BatchBuilder));
        MemoryBlock larger = memory.Rent(_block is null ? Math.Max(needed, _lastLength) : Math.Max(needed, _block.Length * 2));
        if (_block is not null)
        {
            Buffer.MemoryCopy((void*)_block.Address, (void*)larger.Address, larger.Length, used);
            _block.Release();
        }

        _block = larger;
    }

    /// <summary>Hands the block over with its padding up to a multiple of 64 bytes zeroed.</summary>
    public MemoryBlock? Detach(long used)
    {
        MemoryBlock? block = _block;
        if (block is not null)
        {
            long padded = Math.Min((used + 63) & ~63L, block.Length);
            new Span<byte>((byte*)block.Address + used, (int)(padded - used)).Clear();
            _lastLength = Math.Max(FirstBytes, used);
            _block = null;
        }

        return block;
    }

    public void Dispose()
    {
        _disposed = true;
        Detach(0)?.Release();
    }
}
