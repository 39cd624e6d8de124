using Quarry.Contracts;

namespace Quarry.Plugins.Sqlite.Readers;

/// <summary>Bytes in batch memory that grow at the end.</summary>
internal sealed unsafe class StageBuffer(BatchMemory memory) : IDisposable
{
    private const long FirstBytes = 4096;

    private MemoryBlock? _block;

    public long Used { get; private set; }

    public byte* Address => _block is null ? null : (byte*)_block.Address;

    /// <summary>Room for more bytes at the end.</summary>
    public byte* Add(int length)
    {
        if (_block is null || Used + length > _block.Length)
        {
            Grow(Used + length);
        }

        byte* start = Address + Used;
        Used += length;
        return start;
    }

    public void Dispose()
    {
        _block?.Release();
        _block = null;
    }

    private void Grow(long needed)
    {
        MemoryBlock larger = memory.Rent(Math.Max(needed, Math.Max(FirstBytes, (_block?.Length ?? 0) * 2)));
        if (_block is not null)
        {
            Buffer.MemoryCopy(Address, (void*)larger.Address, larger.Length, Used);
            _block.Release();
        }

        _block = larger;
    }
}
