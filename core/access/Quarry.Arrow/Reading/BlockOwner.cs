using System.Buffers;
using Quarry.Contracts;

namespace Quarry.Arrow.Reading;

/// <summary>A block that Arrow's reader fills: the body of a message, or a buffer of it that was decompressed.</summary>
/// <remarks>Arrow's library may dispose it, which does nothing: whoever keeps the message releases all of its blocks, each once.</remarks>
internal sealed unsafe class BlockOwner(MemoryBlock block, int length) : MemoryManager<byte>
{
    private int _released;

    public override Memory<byte> Memory => CreateMemory(length);

    public override Span<byte> GetSpan() => block.Span(0, length);

    public override MemoryHandle Pin(int elementIndex = 0)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)elementIndex, (uint)length, nameof(elementIndex));
        return new((byte*)block.Address + elementIndex);
    }

    public override void Unpin()
    {
    }

    public void Release()
    {
        if (Interlocked.Exchange(ref _released, 1) == 0)
        {
            block.Release();
        }
    }

    protected override void Dispose(bool disposing)
    {
    }
}
