using System.Diagnostics.CodeAnalysis;
using Quarry.Contracts;

namespace Quarry.Engine.Preparation;

/// <summary>The prepared statements of one session, the least recently used last. It prepares and frees nothing itself.</summary>
internal sealed class PreparedCache
{
    private readonly Dictionary<PreparedKey, LinkedListNode<Entry>> _entries = [];
    private readonly LinkedList<Entry> _order = [];

    public int Count => _entries.Count;

    /// <summary>Finds a statement and makes it the most recently used.</summary>
    /// <param name="key">The key.</param>
    /// <param name="generation">When it was prepared.</param>
    /// <param name="statement">The statement.</param>
    public bool TryGet(in PreparedKey key, out long generation, [NotNullWhen(true)] out PreparedStatement? statement)
    {
        if (!_entries.TryGetValue(key, out LinkedListNode<Entry>? node))
        {
            (generation, statement) = (0, null);
            return false;
        }

        if (node != _order.First)
        {
            _order.Remove(node);
            _order.AddFirst(node);
        }

        (generation, statement) = (node.Value.Generation, node.Value.Statement);
        return true;
    }

    public bool Contains(in PreparedKey key) => _entries.ContainsKey(key);

    public void Add(in PreparedKey key, long generation, PreparedStatement statement)
    {
        PreparedKey kept = key.Detached();
        _entries.Add(kept, _order.AddFirst(new Entry(kept, generation, statement)));
    }

    public void Remove(in PreparedKey key)
    {
        if (_entries.Remove(key, out LinkedListNode<Entry>? node))
        {
            _order.Remove(node);
        }
    }

    /// <summary>Takes the least recently used statement out.</summary>
    public PreparedStatement? TakeLast()
    {
        if (_order.Last is not { } last)
        {
            return null;
        }

        _order.RemoveLast();
        _entries.Remove(last.Value.Key);
        return last.Value.Statement;
    }

    private sealed record Entry(PreparedKey Key, long Generation, PreparedStatement Statement);
}
