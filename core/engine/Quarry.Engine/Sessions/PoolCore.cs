using System.Runtime.InteropServices;

namespace Quarry.Engine.Sessions;

/// <summary>The rules of a pool: who gets which session, and what has to be opened and closed. It does no I/O and reads no clock. Safe from any thread.</summary>
/// <remarks>
/// <para>Each method is one transition under one lock. What follows from it is returned as effects that the caller performs outside the lock, in any
/// order. A session is owned by exactly one: the pool (idle), a user (used), or whoever performs its effect (closing, stuck).</para>
/// <para>Waiters are served in order, by sessions given back or opened, whichever comes first; the idle session used last is lent first. Idle + used +
/// opening + closing never exceed the most that is allowed. Nobody waits while a session lies idle.</para>
/// </remarks>
internal sealed partial class PoolCore(PoolLimits limits, Func<double> random)
{
    private readonly Lock _gate = new();
    private readonly List<PoolEntry> _idle = [];
    private readonly List<PoolEntry> _used = [];
    private readonly LinkedList<PoolWaiter> _waiters = [];
    private int _opening;
    private int _closing;
    private int _stuck;
    private int _generation;
    private bool _expiryComes;
    private Exception? _closed;

    public PoolSnapshot Snapshot
    {
        get
        {
            lock (_gate)
            {
                return new()
                {
                    Idle = _idle.Count,
                    Used = _used.Count,
                    Opening = _opening,
                    Closing = _closing,
                    Waiting = _waiters.Count,
                    Stuck = _stuck,
                    Max = limits.Max,
                };
            }
        }
    }

    private int Total => _idle.Count + _used.Count + _opening + _closing;

    /// <summary>The idle session that was used last, lent to the caller; null if there is none: the caller waits.</summary>
    public PoolEntry? TryRent(long now)
    {
        lock (_gate)
        {
            return _idle.Count > 0 ? Pop(now) : null;
        }
    }

    /// <summary>Lets a caller wait for a session.</summary>
    /// <param name="waiter">The caller.</param>
    /// <param name="now">The time.</param>
    /// <param name="isFirst">True if the caller had a session that turned out to be dead: it goes before the others.</param>
    public PoolEffects Enqueue(PoolWaiter waiter, long now, bool isFirst)
    {
        var effects = default(PoolEffects);
        lock (_gate)
        {
            if (_idle.Count > 0)
            {
                effects.Add(new(PoolEffectKind.Deliver) { Waiter = waiter, Entry = Pop(now) });
            }
            else if ((_closed ?? RefusalNow()) is { } error)
            {
                effects.Add(new(PoolEffectKind.Fail) { Waiter = waiter, Error = error, IsShared = true });
            }
            else
            {
                waiter.Place = isFirst ? _waiters.AddFirst(waiter) : _waiters.AddLast(waiter);
                AwaitExpiry(ref effects, now);
                Fill(ref effects);
            }
        }

        return effects;
    }

    /// <summary>Takes a waiter that gave up out of the queue.</summary>
    /// <returns>False if its session or its error is on the way: that is then what happened.</returns>
    public bool Leave(PoolWaiter waiter)
    {
        lock (_gate)
        {
            return Remove(waiter);
        }
    }

    /// <summary>Fails the waiters that have waited for too long.</summary>
    public PoolEffects Expire(long now)
    {
        var effects = default(PoolEffects);
        lock (_gate)
        {
            _expiryComes = false;
            while (_waiters.First is { } first && now - first.Value.Since >= limits.Wait)
            {
                Remove(first.Value);
                effects.Add(new(PoolEffectKind.Expire) { Waiter = first.Value, Error = _failure });
            }

            AwaitExpiry(ref effects, now);
        }

        return effects;
    }

    /// <summary>Takes a used session back.</summary>
    /// <param name="entry">The session.</param>
    /// <param name="isFit">False if it is not to be used again.</param>
    /// <param name="now">The time.</param>
    public PoolEffects Return(PoolEntry entry, bool isFit, long now)
    {
        var effects = default(PoolEffects);
        lock (_gate)
        {
            if (TakeBack(entry))
            {
                entry.AliveAt = now;
                entry.IdleSince = now;
                Place(ref effects, entry, isFit, now);
            }
        }

        return effects;
    }

    /// <summary>Takes a session back that was lent for a sign of life, which does not count as a use.</summary>
    public PoolEffects Checked(PoolEntry entry, bool isAlive, long now)
    {
        var effects = default(PoolEffects);
        lock (_gate)
        {
            if (TakeBack(entry))
            {
                entry.AliveAt = now;
                Place(ref effects, entry, isAlive, now);
            }
        }

        return effects;
    }

    /// <summary>Gives up a used session that its driver does not let go of. Its place is free, unless too many are stuck already.</summary>
    public PoolEffects Abandon(PoolEntry entry)
    {
        var effects = default(PoolEffects);
        lock (_gate)
        {
            if (TakeBack(entry))
            {
                entry.State = PoolEntryState.Closing;
                _closing++;
                GiveUp(entry);
                Fill(ref effects);
            }
        }

        return effects;
    }

    /// <summary>Gives up a session that does not close in time.</summary>
    public PoolEffects AbandonClosing(PoolEntry entry)
    {
        var effects = default(PoolEffects);
        lock (_gate)
        {
            GiveUp(entry);
            Fill(ref effects);
        }

        return effects;
    }

    /// <summary>Forgets a session that was closed.</summary>
    public PoolEffects Closed(PoolEntry entry)
    {
        var effects = default(PoolEffects);
        lock (_gate)
        {
            switch (entry.State)
            {
                case PoolEntryState.Closing:
                    _closing--;
                    break;
                case PoolEntryState.Stuck:
                    _stuck--;
                    break;
                default:
                    return effects;
            }

            entry.State = PoolEntryState.Closed;
            Fill(ref effects);
            CheckDrained(ref effects);
        }

        return effects;
    }

    /// <summary>Starts a new generation: idle sessions are closed, used ones when they come back.</summary>
    /// <param name="generation">The generation to end, which may have been ended already; null for the present one.</param>
    public PoolEffects Clear(int? generation)
    {
        var effects = default(PoolEffects);
        lock (_gate)
        {
            if (generation is null || generation == _generation)
            {
                _generation++;
                _failures = 0;
                _failure = null;
                _refuses = false;
                _pauses = false;
                CloseIdle(ref effects);
                Fill(ref effects);
            }
        }

        return effects;
    }

    /// <summary>Serves nobody any more.</summary>
    public PoolEffects Close(Exception reason)
    {
        var effects = default(PoolEffects);
        lock (_gate)
        {
            _closed ??= reason;
            FailAll(ref effects, _closed);
            CloseIdle(ref effects);
            CheckDrained(ref effects);
        }

        return effects;
    }

    private PoolEntry Pop(long now)
    {
        PoolEntry entry = _idle[^1];
        _idle.RemoveAt(_idle.Count - 1);
        entry.NeedsCheck = now - entry.AliveAt > limits.ValidateAfter;
        Lend(entry, now);
        return entry;
    }

    private void Lend(PoolEntry entry, long now)
    {
        entry.Place = _used.Count;
        _used.Add(entry);
        entry.State = PoolEntryState.Used;
        entry.LentAt = now;
        entry.IsReportedLeak = false;
    }

    // False for one that is back already.
    private bool TakeBack(PoolEntry entry)
    {
        int place = entry.Place;
        if (place < 0)
        {
            return false;
        }

        PoolEntry last = _used[^1];
        (_used[place], last.Place) = (last, place);
        _used.RemoveAt(_used.Count - 1);
        entry.Place = -1;
        return true;
    }

    // A session that belongs to nobody: to the first waiter, to the idle ones, or to its end.
    private void Place(ref PoolEffects effects, PoolEntry entry, bool isFit, long now)
    {
        if (!isFit || _closed is not null || entry.Generation != _generation || now >= entry.ExpiresAt)
        {
            BeginClose(ref effects, entry);
        }
        else if (_waiters.First is { } first)
        {
            Remove(first.Value);
            entry.NeedsCheck = false;
            Lend(entry, now);
            effects.Add(new(PoolEffectKind.Deliver) { Waiter = first.Value, Entry = entry });
        }
        else
        {
            entry.State = PoolEntryState.Idle;
            _idle.Add(entry);
        }
    }

    private void BeginClose(ref PoolEffects effects, PoolEntry entry, PoolEffectKind kind = PoolEffectKind.Close)
    {
        entry.State = PoolEntryState.Closing;
        _closing++;
        effects.Add(new(kind) { Entry = entry });
    }

    private void CloseIdle(ref PoolEffects effects)
    {
        foreach (PoolEntry entry in CollectionsMarshal.AsSpan(_idle))
        {
            BeginClose(ref effects, entry);
        }

        _idle.Clear();
    }

    private void GiveUp(PoolEntry entry)
    {
        if (entry.State == PoolEntryState.Closing && _stuck < limits.Max)
        {
            entry.State = PoolEntryState.Stuck;
            _closing--;
            _stuck++;
        }
    }

    private bool Remove(PoolWaiter waiter)
    {
        if (waiter.Place is not { } place)
        {
            return false;
        }

        waiter.Place = null;
        _waiters.Remove(place);
        return true;
    }

    private void FailAll(ref PoolEffects effects, Exception error)
    {
        while (_waiters.First is { } first)
        {
            Remove(first.Value);
            effects.Add(new(PoolEffectKind.Fail) { Waiter = first.Value, Error = error, IsShared = true });
        }
    }

    private void AwaitExpiry(ref PoolEffects effects, long now)
    {
        if (!_expiryComes && limits.Wait != long.MaxValue && _waiters.First is { } first)
        {
            _expiryComes = true;
            effects.Add(new(PoolEffectKind.ExpireLater) { Delay = Math.Max(1, first.Value.Since + limits.Wait - now) });
        }
    }

    private void CheckDrained(ref PoolEffects effects)
    {
        if (_closed is not null && Total + _stuck == 0)
        {
            effects.Add(new(PoolEffectKind.Drained));
        }
    }
}
