using System.Runtime.InteropServices;

namespace Quarry.Plugins.PostgreSql.Decoding;

/// <summary>Where the cells of a block of rows begin: the room for it, which the results of a session use one after the other.</summary>
internal sealed unsafe class CellPositions
{
    /// <summary>64 KiB of positions: with the rows themselves they stay in the second-level cache. A result has 1664 columns at most (MaxTupleAttributeNumber).</summary>
    public const int Count = 16_384;

    private readonly int[] _positions = GC.AllocateUninitializedArray<int>(Count, pinned: true);

    /// <summary>The first; valid as long as this object is referenced.</summary>
    public int* First => (int*)Marshal.UnsafeAddrOfPinnedArrayElement(_positions, 0);
}
