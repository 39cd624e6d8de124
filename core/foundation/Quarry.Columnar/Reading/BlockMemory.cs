using System.Buffers;
using Quarry.Contracts;

namespace Quarry.Columnar.Reading;

/// <summary>Part of a block as Memory, so that a stream reads into native memory. It holds no reference: its user does.</summary>
internal sealed unsafe class BlockMemory(MemoryBlock block, long start, int length) : MemoryManager<byte>
{
    public override Span<byte> GetSpan() => block.Span(start, length);

    public override MemoryHandle Pin(int elementIndex = 0)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)elementIndex, (uint)length);
        return new((byte*)block.Address + start + elementIndex);
    }

    public override void Unpin()
    {
    }

    protected override void Dispose(bool disposing)
    {
    }
}
