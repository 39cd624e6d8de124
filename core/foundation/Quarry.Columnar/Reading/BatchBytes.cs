using Quarry.Contracts;

namespace Quarry.Columnar.Reading;

/// <summary>The memory of one received batch: what was read, and room for what will be decoded.</summary>
internal sealed class BatchBytes(BodyPlan plan, BatchMemory memory, MemoryBlock stored, MemoryBlock? decoded, long bodyAt)
{
    public BatchMemory Memory => memory;

    public nint Decoded => decoded?.Address ?? 0;

    /// <summary>Where stored bytes lie in memory.</summary>
    public nint Address(long bodyOffset, int length) => length == 0 ? stored.Address : stored.Address + (nint)plan.Locate(bodyOffset);

    /// <summary>Where a byte of the body stands in the stream.</summary>
    public long StreamOffset(long bodyOffset) => bodyAt + bodyOffset;

    public void Retain()
    {
        stored.Retain();
        decoded?.Retain();
    }

    public void Release()
    {
        stored.Release();
        decoded?.Release();
    }
}
