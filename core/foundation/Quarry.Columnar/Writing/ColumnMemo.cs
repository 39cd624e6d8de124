using Quarry.Columnar.Wire;
using Quarry.Contracts;

namespace Quarry.Columnar.Writing;

/// <summary>What earlier batches showed of a column, so that not every batch is sampled. Shared by the threads that encode; a lost update costs a sample.</summary>
internal sealed class ColumnMemo
{
    // A column's nature may change within a stream, so the samples are renewed.
    private const int Renew = 32;

    private readonly Dictionary<BufferRole, (bool Split, BufferCodec Codec, int Batch)> _codecs = [];
    private readonly Lock _gate = new();
    private int _dictionaryRefusedAt = -Renew;

    public ColumnMemo(LogicalType type) => Children = [.. Node.ChildColumns(type).Select(child => new ColumnMemo(child.Type))];

    public IReadOnlyList<ColumnMemo> Children { get; }

    public bool TryGetCodec(BufferRole role, int batch, out (bool Split, BufferCodec Codec) choice)
    {
        lock (_gate)
        {
            bool known = _codecs.TryGetValue(role, out (bool Split, BufferCodec Codec, int Batch) memo) && batch - memo.Batch < Renew;
            choice = (memo.Split, memo.Codec);
            return known;
        }
    }

    public void SetCodec(BufferRole role, int batch, bool split, BufferCodec codec)
    {
        lock (_gate)
        {
            _codecs[role] = (split, codec, batch);
        }
    }

    public bool MayBeDictionary(int batch) => batch - Volatile.Read(ref _dictionaryRefusedAt) >= Renew;

    public void RefuseDictionary(int batch) => Volatile.Write(ref _dictionaryRefusedAt, batch);
}
