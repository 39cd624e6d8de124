using System.Runtime.InteropServices;

namespace Quarry.Contracts.Tests;

/// <summary>Batch memory that is filled with garbage when it is lent, and counts what did not come back.</summary>
internal sealed unsafe class TestMemory : BatchMemory
{
    private int _rented;

    public int Rented => _rented;

    public override MemoryBlock Rent(long bytes)
    {
        long length = Math.Max((bytes + 63) & ~63L, 64);
        void* address = NativeMemory.AlignedAlloc((nuint)length, 64);
        NativeMemory.Fill(address, (nuint)length, 0xDB);
        Interlocked.Increment(ref _rented);
        var block = new Block(this, (nint)address, length);
        return block;
    }

    private sealed class Block(TestMemory memory, nint address, long length) : MemoryBlock(address, length)
    {
        protected override void OnReleased()
        {
            NativeMemory.AlignedFree((void*)Address);
            Interlocked.Decrement(ref memory._rented);
        }
    }
}
