using System.Collections.Concurrent;
using Quarry.Contracts;

namespace Quarry.Sdk.Conformance.Running;

/// <summary>The memory of one check: it counts what is out, notices writes beyond a block's end, and can run dry on demand.</summary>
/// <remarks>Blocks stay mapped until the check has ended, as the contract says. What was never returned is not freed even then: someone may still write to it.</remarks>
internal sealed class GuardedMemory : BatchMemory, IDisposable
{
    private readonly ConcurrentDictionary<GuardedBlock, bool> _out = [];
    private readonly ConcurrentQueue<GuardedBlock> _returned = [];
    private int _overruns;
    private long _left = long.MaxValue;

    /// <summary>How many blocks may still be rented.</summary>
    public long Allowance
    {
        set => Volatile.Write(ref _left, value);
    }

    public override MemoryBlock Rent(long bytes)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(bytes);
        if (Interlocked.Decrement(ref _left) < 0)
        {
            throw new QuarryException(ErrorKind.Resource, ErrorCodes.MemoryExhausted, "The conformance kit's memory is used up, to see what the driver does then.");
        }

        var block = new GuardedBlock(this, Math.Max(64, (bytes + 63) & ~63L));
        _out[block] = true;
        return block;
    }

    public void Return(GuardedBlock block)
    {
        Check(block);
        _out.TryRemove(block, out _);
        _returned.Enqueue(block);
    }

    /// <summary>What the driver did wrong with the memory, or null.</summary>
    public string? Complaint()
    {
        foreach (GuardedBlock block in _out.Keys)
        {
            Check(block);
        }

        if (_overruns > 0)
        {
            return $"{_overruns} memory block(s) were written beyond their end.";
        }

        return _out.IsEmpty ? null : $"{_out.Count} memory block(s) of {_out.Keys.Sum(block => block.Length)} bytes were not released when all readers and sessions were "
            + "disposed. Dispose batches and builders also where a read fails or a reader is abandoned.";
    }

    public void Dispose()
    {
        while (_returned.TryDequeue(out GuardedBlock? block))
        {
            block.Free();
        }
    }

    private void Check(GuardedBlock block)
    {
        if (block.IsOverrun)
        {
            Interlocked.Increment(ref _overruns);
        }
    }
}
