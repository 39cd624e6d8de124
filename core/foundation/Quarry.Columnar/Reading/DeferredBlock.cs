using Quarry.Columnar.Wire;
using Quarry.Contracts;

namespace Quarry.Columnar.Reading;

/// <summary>A buffer of a column within the memory of its batch: checked, and decoded where it needs to be, when somebody first reaches it.</summary>
internal sealed class DeferredBlock : MemoryBlock
{
    private readonly NodeDecoder _decoder;
    private readonly BufferRole _role;

    public DeferredBlock(NodeDecoder decoder, BufferRole role, nint address, long length)
        : base(address, length, deferred: true)
    {
        (_decoder, _role) = (decoder, role);
        decoder.RetainMemory();
    }

    protected override void OnFirstUse() => _decoder.Ensure(_role);

    protected override void OnReleased() => _decoder.ReleaseMemory();
}
