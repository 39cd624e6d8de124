namespace Quarry.Engine.Sessions;

internal sealed partial class PoolCore
{
    /// <summary>Looks after sessions that nobody looks after: closes what is idle or old for too long, asks for signs of life, finds leaks, refills.</summary>
    public PoolEffects Sweep(long now)
    {
        var effects = default(PoolEffects);
        lock (_gate)
        {
            SweepIdle(ref effects, now);
            SweepUsed(ref effects, now);
            Fill(ref effects);
        }

        return effects;
    }

    private void SweepIdle(ref PoolEffects effects, long now)
    {
        int open = _idle.Count + _used.Count;
        int kept = 0;
        for (int i = 0; i < _idle.Count; i++)
        {
            PoolEntry entry = _idle[i];
            if (now >= entry.ExpiresAt || (now - entry.IdleSince >= limits.Idle && open > limits.Min))
            {
                open--;
                BeginClose(ref effects, entry);
            }
            else if (now - entry.AliveAt >= limits.KeepAlive)
            {
                Lend(entry, now);
                effects.Add(new(PoolEffectKind.Check) { Entry = entry });
            }
            else
            {
                _idle[kept++] = entry;
            }
        }

        _idle.RemoveRange(kept, _idle.Count - kept);
    }

    private void SweepUsed(ref PoolEffects effects, long now)
    {
        List<PoolEntry>? orphans = null;
        foreach (PoolEntry entry in _used)
        {
            if (entry.IsOrphaned)
            {
                (orphans ??= []).Add(entry);
            }
            else if (!entry.IsReportedLeak && limits.Leak != long.MaxValue && now - entry.LentAt >= limits.Leak)
            {
                entry.IsReportedLeak = true;
                effects.Add(new(PoolEffectKind.ReportLeak) { Entry = entry });
            }
        }

        foreach (PoolEntry orphan in orphans ?? [])
        {
            TakeBack(orphan);
            BeginClose(ref effects, orphan, PoolEffectKind.Reclaim);
        }
    }
}
