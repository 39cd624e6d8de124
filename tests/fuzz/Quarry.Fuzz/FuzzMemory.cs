using System.Runtime.InteropServices;
using Quarry.Contracts;

namespace Quarry.Fuzz;

/// <summary>Batch memory of exact size, filled with garbage when lent, that finds writes beyond a block's end and counts what was out at once.</summary>
internal sealed unsafe class FuzzMemory : BatchMemory
{
    private const int Fence = 64;
    private const byte Garbage = 0xDB;

    public int RentedBlocks { get; private set; }

    public long Bytes { get; private set; }

    public long PeakBytes { get; private set; }

    public void ResetPeak() => PeakBytes = Bytes;

    public override MemoryBlock Rent(long bytes)
    {
        long length = Math.Max((bytes + 63) & ~63L, 64);
        void* address = NativeMemory.AlignedAlloc((nuint)length + Fence, 64);
        NativeMemory.Fill(address, (nuint)length + Fence, Garbage);
        RentedBlocks++;
        Bytes += length;
        PeakBytes = Math.Max(PeakBytes, Bytes);
        return new Block(this, (nint)address, length);
    }

    private sealed class Block(FuzzMemory memory, nint address, long length) : MemoryBlock(address, length)
    {
        protected override void OnReleased()
        {
            bool intact = !new ReadOnlySpan<byte>((byte*)Address + Length, Fence).ContainsAnyExcept(Garbage);
            NativeMemory.AlignedFree((void*)Address);
            memory.RentedBlocks--;
            memory.Bytes -= Length;
            if (!intact)
            {
                throw new InvalidOperationException("a block was written beyond its end");
            }
        }
    }
}
