using System.Runtime.InteropServices;
using Quarry.Contracts;

namespace Quarry.Plugins.Sqlite.Tests.Support;

/// <summary>Native blocks, each of its own, poisoned when given back, so that a leak or a late read shows.</summary>
internal sealed class CountingMemory : BatchMemory
{
    private int _outstanding;

    public int Outstanding => Volatile.Read(ref _outstanding);

    public override unsafe MemoryBlock Rent(long bytes)
    {
        long length = Math.Max(64, (bytes + 63) & ~63L);
        void* address = NativeMemory.AlignedAlloc((nuint)length, 64);
        new Span<byte>(address, (int)Math.Min(length, int.MaxValue)).Fill(0xA5);
        Interlocked.Increment(ref _outstanding);
        var block = new Block(this, (nint)address, length);
        return block;
    }

    private sealed unsafe class Block(CountingMemory owner, nint address, long length) : MemoryBlock(address, length)
    {
        protected override void OnReleased()
        {
            NativeMemory.AlignedFree((void*)Address);
            Interlocked.Decrement(ref owner._outstanding);
        }
    }
}
