using System.Runtime.InteropServices;
using Quarry.Contracts;

namespace Quarry.Sdk.Conformance.Running;

/// <summary>A block that notices writes beyond its end and is filled with garbage when it comes and when it goes.</summary>
internal sealed unsafe class GuardedBlock : MemoryBlock
{
    private const int GuardBytes = 64;
    private const byte Fresh = 0xA5;
    private const byte Stale = 0xDD;
    private const byte Guard = 0xC3;

    private readonly GuardedMemory _memory;

    public GuardedBlock(GuardedMemory memory, long length)
        : base((nint)NativeMemory.AlignedAlloc((nuint)(length + GuardBytes), 64), length)
    {
        _memory = memory;
        NativeMemory.Fill((void*)Address, (nuint)length, Fresh);
        NativeMemory.Fill((byte*)Address + length, GuardBytes, Guard);
    }

    public bool IsOverrun => new ReadOnlySpan<byte>((byte*)Address + Length, GuardBytes).ContainsAnyExcept(Guard);

    public void Free() => NativeMemory.AlignedFree((void*)Address);

    protected override void OnReleased()
    {
        _memory.Return(this);
        NativeMemory.Fill((void*)Address, (nuint)Length, Stale);
    }
}
