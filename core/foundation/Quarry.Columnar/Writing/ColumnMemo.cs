using System.Numerics;
using Quarry.Columnar.Wire;
using Quarry.Contracts;

namespace Quarry.Columnar.Writing;

/// <summary>What a leading batch showed of a column, so that not every batch is sampled.</summary>
/// <remarks>
/// Only leaders write, and they are encoded alone; the batches up to the next leader read. So what is written does not depend on the number of
/// threads, and nothing is locked. The first leaders follow closely, since the first batches of a query may be small.
/// </remarks>
internal sealed class ColumnMemo
{
    private const int Renew = 32;

    private readonly Dictionary<BufferRole, (bool Split, BufferCodec Codec, int Leader)> _codecs = [];
    private int _dictionaryRefusedBy = -1;

    public ColumnMemo(LogicalType type) => Children = [.. Node.ChildColumns(type).Select(child => new ColumnMemo(child.Type))];

    public IReadOnlyList<ColumnMemo> Children { get; }

    /// <summary>True for the batches 0, 1, 2, 4, 8, 16 and every 32nd: a column's nature may change within a stream.</summary>
    public static bool IsLeader(int batch) => LeaderOf(batch) == batch;

    public bool TryGetCodec(BufferRole role, int batch, out (bool Split, BufferCodec Codec) choice)
    {
        bool known = _codecs.TryGetValue(role, out (bool Split, BufferCodec Codec, int Leader) memo) && memo.Leader == LeaderOf(batch);
        choice = (memo.Split, memo.Codec);
        return known;
    }

    public void SetCodec(BufferRole role, int batch, bool split, BufferCodec codec)
    {
        if (IsLeader(batch))
        {
            _codecs[role] = (split, codec, batch);
        }
    }

    public bool MayBeDictionary(int batch) => _dictionaryRefusedBy != LeaderOf(batch);

    public void RefuseDictionary(int batch)
    {
        if (IsLeader(batch))
        {
            _dictionaryRefusedBy = batch;
        }
    }

    private static int LeaderOf(int batch) => batch switch
    {
        0 => 0,
        < Renew => 1 << BitOperations.Log2((uint)batch),
        _ => batch - batch % Renew,
    };
}
