using System.Buffers;

namespace Quarry.Plugins.PostgreSql.Wire;

/// <summary>A <see cref="Memory{T}"/> over memory that no garbage collector moves: a buffer for an asynchronous call. One at a time.</summary>
internal sealed unsafe class UnmanagedMemory : MemoryManager<byte>
{
    private byte* _data;
    private int _length;

    /// <summary>The memory over these bytes, in place of those before.</summary>
    public Memory<byte> Over(byte* data, int length)
    {
        _data = data;
        _length = length;
        return Memory;
    }

    public override Span<byte> GetSpan() => new(_data, _length);

    public override MemoryHandle Pin(int elementIndex = 0) => new(_data + elementIndex);

    public override void Unpin()
    {
        // It does not move.
    }

    protected override void Dispose(bool disposing)
    {
        // Whoever owns the bytes frees them.
    }
}
