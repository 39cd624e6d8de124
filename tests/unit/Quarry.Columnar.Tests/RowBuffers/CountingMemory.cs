using System.Runtime.InteropServices;
using Quarry.Contracts;

namespace Quarry.Columnar.Tests.RowBuffers;

/// <summary>Batch memory of exact size that is filled with garbage when lent, and counts what is out and what was ever out at once.</summary>
internal sealed unsafe class CountingMemory : BatchMemory
{
    private readonly Lock _gate = new();

    public int Rented { get; private set; }
    public long Bytes { get; private set; }
    public long PeakBytes { get; private set; }

    public override MemoryBlock Rent(long bytes)
    {
        long length = Math.Max((bytes + 63) & ~63L, 64);
        lock (_gate)
        {
            Rented++;
            Bytes += length;
            PeakBytes = Math.Max(PeakBytes, Bytes);
        }

        void* address = NativeMemory.AlignedAlloc((nuint)length, 64);
        NativeMemory.Fill(address, (nuint)length, 0xDB);
        var block = new Block(this, (nint)address, length);
        return block;
    }

    private sealed class Block(CountingMemory memory, nint address, long length) : MemoryBlock(address, length)
    {
        protected override void OnReleased()
        {
            NativeMemory.AlignedFree((void*)Address);
            lock (memory._gate)
            {
                memory.Rented--;
                memory.Bytes -= Length;
            }
        }
    }
}
