using System.Collections.Concurrent;

namespace Quarry.Soak;

/// <summary>What the workers know of their inserts, and what happened to everything else. Its size does not grow with time.</summary>
internal sealed class Ledger
{
    private const int MaxIds = 16 << 20;
    private const int MaxViolations = 50;

    private readonly byte[] _outcomes = new byte[MaxIds];
    private readonly ConcurrentDictionary<string, long> _counts = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<string> _violations = [];
    private int _lastId;

    public IReadOnlyDictionary<string, long> Counts => _counts;

    public IReadOnlyCollection<string> Violations => _violations;

    /// <summary>Measurements for the report.</summary>
    public ICollection<string> Notes { get; } = new List<string>();

    public int LastId => Math.Min(_lastId, MaxIds - 1);

    /// <summary>A number that no insert has used, or 0 when there is none left.</summary>
    public int NextId() => Interlocked.Increment(ref _lastId) is > 0 and < MaxIds and var id ? id : 0;

    public void Note(string line) => Notes.Add(line);

    public void Set(int id, Outcome outcome) => _outcomes[id] = (byte)outcome;

    public Outcome this[int id] => (Outcome)_outcomes[id];

    public void Count(string what) => _counts.AddOrUpdate(what, 1, static (_, count) => count + 1);

    /// <summary>Something has happened that must never happen.</summary>
    public void Violate(string what)
    {
        Count("VIOLATION");
        if (_violations.Count < MaxViolations)
        {
            _violations.Enqueue(what);
        }
    }
}
