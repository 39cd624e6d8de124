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
    private int _body;

    /// <summary>Starts a message.</summary>
    /// <param name="body">Bytes of its body, which were compared already: the first block is for them.</param>
    /// <param name="budget">Bounds what is allocated beside it.</param>
    public void Begin(int body, ByteBudget budget) => (_body, _budget) = (body, budget);

    /// <summary>All blocks since the last call.</summary>
    public List<BlockOwner> Take()
    {
        List<BlockOwner> owners = _owners;
        _owners = [];
        return owners;
    }

    protected override IMemoryOwner<byte> AllocateInternal(int length, out int bytesAllocated)
    {
        if (_body > 0)
        {
            _body = 0;
        }
        else
        {
            _budget.Charge(length, "A decompressed buffer");
        }

        MemoryBlock block = memory.Rent(length);
        BlockOwner owner = new(block, length);
        _owners.Add(owner);
        bytesAllocated = length;
        return owner;
    }
}
