using System.Collections.Concurrent;

namespace Quarry.Engine.Planning;

/// <summary>The plans of a source's last texts. Safe from any thread; a hit takes no lock.</summary>
internal sealed class PlanCache
{
    public const int MaxPlans = 512;

    /// <summary>Longer texts are rare and planned each time, so that the cache stays below 64 MiB whatever the application sends.</summary>
    public const int MaxLength = 32 << 10;

    private readonly ConcurrentDictionary<PlanKey, Entry> _entries = new();
    private readonly Lock _gate = new();
    private long _age;
    private int _count;

    public int Count => _entries.Count;

    public StatementPlan? Find(in PlanKey key)
    {
        if (!_entries.TryGetValue(key, out Entry? entry))
        {
            return null;
        }

        // A write for each hit would have all cores fight for one cache line.
        long age = Volatile.Read(ref _age);
        if (entry.Used != age)
        {
            entry.Used = age;
        }

        return entry.Plan;
    }

    /// <summary>Keeps a plan, unless its text is long.</summary>
    /// <returns>The plan that is kept: another caller may have been first.</returns>
    public StatementPlan Add(in PlanKey key, StatementPlan plan)
    {
        if (key.Sql.Length > MaxLength)
        {
            return plan;
        }

        var entry = new Entry(plan) { Used = Interlocked.Increment(ref _age) };
        Entry kept = _entries.GetOrAdd(key, entry);
        if (kept == entry && Interlocked.Increment(ref _count) > MaxPlans)
        {
            MakeRoom();
        }

        return kept.Plan;
    }

    // A quarter at once: sorting for each text would cost more than planning it.
    private void MakeRoom()
    {
        lock (_gate)
        {
            if (_count <= MaxPlans)
            {
                return;
            }

            foreach ((PlanKey key, _) in _entries.Select(pair => (pair.Key, pair.Value.Used)).OrderBy(pair => pair.Used).Take(MaxPlans / 4).ToArray())
            {
                if (_entries.TryRemove(key, out _))
                {
                    Interlocked.Decrement(ref _count);
                }
            }
        }
    }

    private sealed class Entry(StatementPlan plan)
    {
        private long _used;

        public StatementPlan Plan => plan;

        public long Used
        {
            get => Volatile.Read(ref _used);
            set => Volatile.Write(ref _used, value);
        }
    }
}
