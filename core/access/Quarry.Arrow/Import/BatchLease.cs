using System.Buffers;
using Quarry.Contracts;

namespace Quarry.Arrow.Import;

/// <summary>Keeps a record batch until the last block that was borrowed from it is released, and disposes it then.</summary>
/// <param name="batch">Null where somebody else keeps it.</param>
internal sealed class BatchLease(IDisposable? batch)
{
    private int _users = 1;
    private bool _abandoned;

    public void Retain() => Interlocked.Increment(ref _users);

    public void Release()
    {
        if (Interlocked.Decrement(ref _users) == 0 && !_abandoned)
        {
            batch?.Dispose();
        }
    }

    /// <summary>Leaves the batch to its owner: the import has failed.</summary>
    public void Abandon() => _abandoned = true;
}

/// <summary>Part of an Arrow buffer as a block. Its address has the alignment of its values, and its length is what its rows need.</summary>
internal sealed class BorrowedBlock : MemoryBlock
{
    private readonly BatchLease _lease;
    private MemoryHandle _pin;

    public BorrowedBlock(BatchLease lease, nint address, long length, MemoryHandle pin)
        : base(address, length)
    {
        (_lease, _pin) = (lease, pin);
        lease.Retain();
    }

    protected override void OnReleased()
    {
        _pin.Dispose();
        _lease.Release();
    }
}
