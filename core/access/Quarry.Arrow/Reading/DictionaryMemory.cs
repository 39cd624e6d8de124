using Quarry.Arrow.Import;

namespace Quarry.Arrow.Reading;

/// <summary>The memory of the dictionaries that Arrow's reader holds. One that is replaced is released: batches hold copies of what they took from it.</summary>
internal sealed class DictionaryMemory
{
    private readonly Dictionary<long, (List<BlockOwner> Owners, long Bytes)> _held = [];

    /// <summary>What they take.</summary>
    public long Bytes { get; private set; }

    /// <summary>Keeps what was allocated for a dictionary.</summary>
    public void Keep(Message message, List<BlockOwner> owners)
    {
        if (!message.IsDelta)
        {
            Release(message.DictionaryId);
        }

        (List<BlockOwner> before, long bytes) = _held.TryGetValue(message.DictionaryId, out var held) ? held : ([], 0);
        before.AddRange(owners);
        long added = owners.Sum(static owner => ByteBudget.Room(owner.Memory.Length));
        _held[message.DictionaryId] = (before, bytes + added);
        Bytes += added;
    }

    public void ReleaseAll()
    {
        foreach (long id in _held.Keys.ToArray())
        {
            Release(id);
        }
    }

    private void Release(long id)
    {
        if (_held.Remove(id, out (List<BlockOwner> Owners, long Bytes) held))
        {
            held.Owners.ForEach(static owner => owner.Release());
            Bytes -= held.Bytes;
        }
    }
}
