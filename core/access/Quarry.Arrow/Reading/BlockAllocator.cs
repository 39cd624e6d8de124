using System.Buffers;
using Apache.Arrow.Memory;
using Quarry.Arrow.Import;
using Quarry.Contracts;

namespace Quarry.Arrow.Reading;

/// <summary>Gives Arrow's reader memory of the host, within the budget: here a length that the input claims is compared before anything is allocated.</summary>
internal sealed class BlockAllocator(BatchMemory memory) : MemoryAllocator(64)
{
    private List<BlockOwner> _owners = [];
    private ByteBudget _budget = new(0, ArrowErrors.NoOffset);

    /// <summary>Starts a message.</summary>
    /// <param name="budget">Bounds what is allocated for it: its body, then what is decompressed of that.</param>
    public void Begin(ByteBudget budget) => _budget = budget;

    /// <summary>All blocks since the last call.</summary>
    public List<BlockOwner> Take()
    {
        List<BlockOwner> owners = _owners;
        _owners = [];
        return owners;
    }

    protected override IMemoryOwner<byte> AllocateInternal(int length, out int bytesAllocated)
    {
        _budget.Charge(length, "The body of a message, or what it decompresses to,");
        MemoryBlock block = memory.Rent(length);
        BlockOwner owner = new(block, length);
        _owners.Add(owner);
        bytesAllocated = length;
        return owner;
    }
}
