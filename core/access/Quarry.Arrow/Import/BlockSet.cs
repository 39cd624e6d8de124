using System.Buffers;
using Apache.Arrow;
using Quarry.Contracts;

namespace Quarry.Arrow.Import;

/// <summary>The blocks that an import has made so far, so that a failure can give them all back.</summary>
internal sealed unsafe class BlockSet(BatchLease lease, BatchMemory memory, ByteBudget budget, DictionaryImports dictionaries)
{
    // With what each takes from the budget.
    private readonly Dictionary<MemoryBlock, long> _blocks = new(ReferenceEqualityComparer.Instance);

    public long Offset => budget.Offset;

    /// <summary>The dictionaries that were imported already.</summary>
    public DictionaryImports Dictionaries => dictionaries;

    /// <summary>What the blocks take from the budget.</summary>
    public long Taken => _blocks.Values.Sum();

    /// <summary>A set for what is needed only during the import.</summary>
    public BlockSet Temporary() => new(lease, memory, budget, dictionaries);

    /// <summary>A set for what outlives the batch, in memory that somebody else keeps.</summary>
    public BlockSet Apart() => new(new(null), memory, budget, dictionaries);

    /// <summary>A block of zeros.</summary>
    public MemoryBlock Rent(long bytes, string column)
    {
        long taken = budget.Charge(bytes, $"Column \"{column}\"");
        MemoryBlock block = memory.Rent(bytes);
        _blocks.Add(block, taken);
        block.Span(0, (int)Math.Min((bytes + 63) & ~63L, block.Length)).Clear();
        return block;
    }

    /// <summary>Part of a buffer, without a copy if its values are aligned. The caller has checked the bounds.</summary>
    /// <returns>Null for no bytes.</returns>
    public MemoryBlock? Borrow(ArrowBuffer buffer, long start, long length, int alignment, string column)
    {
        if (length == 0)
        {
            return null;
        }

        MemoryHandle pin = buffer.Memory.Pin();
        nint address = (nint)pin.Pointer + (nint)start;
        if (address % alignment != 0)
        {
            pin.Dispose();
            MemoryBlock copy = Rent(length, column);
            buffer.Span.Slice((int)start, (int)length).CopyTo(copy.Span(0, (int)length));
            return copy;
        }

        BorrowedBlock block = new(lease, address, length, pin);
        _blocks.Add(block, 0);
        return block;
    }

    /// <summary>Releases a block that a copy has replaced.</summary>
    public void Drop(MemoryBlock block)
    {
        _blocks.Remove(block, out long taken);
        budget.Return(taken);
        block.Release();
    }

    public void ReleaseAll()
    {
        foreach ((MemoryBlock block, long taken) in _blocks)
        {
            budget.Return(taken);
            block.Release();
        }

        _blocks.Clear();
    }
}
