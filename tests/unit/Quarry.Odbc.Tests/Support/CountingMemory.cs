using System.Runtime.InteropServices;
using Quarry.Contracts;

namespace Quarry.Odbc.Tests.Support;

/// <summary>Memory that is filled with garbage when it is lent, and counts what did not come back.</summary>
internal sealed unsafe class CountingMemory : BatchMemory
{
    private int _outstanding;

    public int Outstanding => Volatile.Read(ref _outstanding);

    public override MemoryBlock Rent(long bytes)
    {
        long length = Math.Max(64, (bytes + 63) & ~63L);
        void* address = NativeMemory.AlignedAlloc((nuint)length, 64);
        NativeMemory.Fill(address, (nuint)length, 0xA5);
        Interlocked.Increment(ref _outstanding);
        return new Block(this, (nint)address, length);
    }

    private sealed class Block(CountingMemory owner, nint address, long length) : MemoryBlock(address, length)
    {
        protected override void OnReleased()
        {
            NativeMemory.AlignedFree((void*)Address);
            Interlocked.Decrement(ref owner._outstanding);
        }
    }
}
