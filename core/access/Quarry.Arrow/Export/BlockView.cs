using System.Buffers;
using Quarry.Contracts;

namespace Quarry.Arrow.Export;

/// <summary>A block as the memory of an Arrow buffer. It holds no reference: the <see cref="BatchView"/> does, as long as it is not disposed.
/// Nobody touches a deferred block before a consumer asks for its span.</summary>
internal sealed unsafe class BlockView(MemoryBlock block) : MemoryManager<byte>
{
    private readonly int _length = (int)Math.Min(block.Length, int.MaxValue);

    public override Memory<byte> Memory => CreateMemory(_length);

    public override Span<byte> GetSpan() => block.Span(0, _length);

    public override MemoryHandle Pin(int elementIndex = 0)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)elementIndex, (uint)_length, nameof(elementIndex));
        return new((byte*)block.Address + elementIndex);
    }

    public override void Unpin()
    {
    }

    protected override void Dispose(bool disposing)
    {
    }
}
