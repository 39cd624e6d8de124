namespace Quarry.Engine.Sessions;

internal sealed partial class PoolCore
{
    // Few at a time, so that sessions given back meanwhile serve the waiters: a burst of callers does not open a session for each of them.
    private const int MaxOpening = 2;

    private int _failures;
    private int _stuckInPlace;
    private bool _pauses;
    private bool _refuses;
    private Exception? _failure;

    /// <summary>Takes a session that was opened.</summary>
    public PoolEffects Opened(PoolEntry entry, int generation, long now)
    {
        var effects = default(PoolEffects);
        lock (_gate)
        {
            _opening--;
            if (generation == _generation)
            {
                _failures = 0;
                _failure = null;
                _refuses = false;
                _pauses = false;
            }

            entry.Generation = generation;
            entry.AliveAt = now;
            entry.IdleSince = now;
            entry.ExpiresAt = limits.Lifetime == long.MaxValue ? long.MaxValue : now + limits.Lifetime - (long)(random() * 0.1 * limits.Lifetime);
            Place(ref effects, entry, isFit: true, now);
            Fill(ref effects);
        }

        return effects;
    }

    /// <summary>Takes the failure of an attempt to open a session.</summary>
    /// <param name="error">What the first waiter gets.</param>
    /// <param name="isLasting">True if the next attempt will fail in the same way (a wrong password): nobody is then made to wait for it.</param>
    /// <param name="generation">The attempt's.</param>
    /// <param name="isStuck">True if its driver still works on it; it is then followed by <see cref="OpenEnded"/>. Its place is free, unless too many are
    /// stuck already: it then counts as closing.</param>
    public PoolEffects OpenFailed(Exception error, bool isLasting, int generation, bool isStuck)
    {
        var effects = default(PoolEffects);
        lock (_gate)
        {
            _opening--;
            if (isStuck && _stuck < limits.Max)
            {
                _stuck++;
            }
            else if (isStuck)
            {
                _closing++;
                _stuckInPlace++;
            }

            // What failed with an ended generation's password says nothing of the present one's.
            if (_closed is null && generation == _generation)
            {
                Pause(ref effects);
                _failure = error;
                _refuses = isLasting;
                if (_waiters.First is { } first)
                {
                    Remove(first.Value);
                    effects.Add(new(PoolEffectKind.Fail) { Waiter = first.Value, Error = error });
                }

                if (RefusalNow() is not null)
                {
                    FailAll(ref effects, error);
                }
            }

            Fill(ref effects);
            CheckDrained(ref effects);
        }

        return effects;
    }

    /// <summary>Forgets an attempt that was stuck.</summary>
    public PoolEffects OpenEnded()
    {
        var effects = default(PoolEffects);
        lock (_gate)
        {
            // Attempts are alike: the first to end gives back a place, if one of them holds one.
            if (_stuckInPlace > 0)
            {
                _stuckInPlace--;
                _closing--;
            }
            else
            {
                _stuck--;
            }

            Fill(ref effects);
            CheckDrained(ref effects);
        }

        return effects;
    }

    /// <summary>Ends the pause after a failure to connect.</summary>
    public PoolEffects Retry()
    {
        var effects = default(PoolEffects);
        lock (_gate)
        {
            _pauses = false;
            Fill(ref effects);
        }

        return effects;
    }

    // While connecting fails for good and nobody has a session to give back, waiting would be in vain.
    private Exception? RefusalNow() => _pauses && _refuses && _used.Count == 0 ? _failure : null;

    private void Pause(ref PoolEffects effects)
    {
        if (!_pauses)
        {
            _pauses = true;
            double pause = Math.Min(limits.ShortestPause * Math.Pow(2, Math.Min(_failures, 30)), limits.LongestPause);
            _failures++;
            effects.Add(new(PoolEffectKind.RetryLater) { Delay = Math.Max(1, (long)(pause * (0.8 + 0.2 * random()))) });
        }
    }

    private void Fill(ref PoolEffects effects)
    {
        if (_closed is not null || _pauses)
        {
            return;
        }

        int atOnce = _failures > 0 ? 1 : MaxOpening;
        while (_opening < atOnce && Total < limits.Max
            && (_waiters.Count > _opening || _idle.Count + _used.Count + _opening < limits.Min))
        {
            _opening++;
            effects.Add(new(PoolEffectKind.Open) { Generation = _generation });
        }
    }
}
