using Quarry.Engine.Sessions;

namespace Quarry.Engine.Tests.Pooling;

/// <summary>A deterministic scheduler over <see cref="PoolCore"/>: seeded transitions, and their effects in any order and late. A server is simulated that
/// counts its sessions. It is also compiled together with mutants of the pool, so it uses nothing but the base library and the pool.</summary>
public static class Interleavings
{
    /// <summary>Runs interleavings.</summary>
    /// <returns>What the first that went wrong says, or null.</returns>
    public static string? Run(int first, int count)
    {
        for (int seed = first; seed < first + count; seed++)
        {
            try
            {
                new Interleaving(seed).Run();
            }
            catch (Exception error)
            {
                return $"seed {seed}: {error.Message}";
            }
        }

        return null;
    }

    private sealed class Entry : PoolEntry
    {
        public object? Owner { get; set; }

        public bool Collected { get; set; }

        public override bool IsOrphaned => Collected;
    }

    private sealed class Interleaving
    {
        private readonly Random _random;
        private readonly PoolLimits _limits;
        private readonly PoolCore _pool;
        private readonly List<PoolEffect> _todo = [];
        private readonly List<Entry> _lent = [];
        private readonly List<Entry> _stuck = [];
        private readonly List<PoolWaiter> _queue = [];
        private readonly Dictionary<PoolWaiter, Entry?> _served = [];
        private int _server;
        private int _stuckOpens;
        private long _now;
        private bool _closed;
        private bool _drained;
        private bool _calm;

        public Interleaving(int seed)
        {
            _random = new(seed);
            int max = 1 + _random.Next(4);
            _limits = new()
            {
                Max = max,
                Min = _random.Next(max + 1),
                Wait = 1_000_000,
                Idle = 200,
                Lifetime = 1_000,
                KeepAlive = 50,
                ValidateAfter = 20,
                Leak = 300,
                ShortestPause = 10,
                LongestPause = 100,
            };
            _pool = new(_limits, _random.NextDouble);
        }

        public void Run()
        {
            int steps = 20 + _random.Next(60);
            for (int i = 0; i < steps; i++)
            {
                Step();
                Check();
            }

            _calm = true;
            Drain();
            PoolSnapshot now = _pool.Snapshot;
            Must(now.Waiting == 0, "a waiter waits for ever");
            Must(now.Used == 0 && now.Opening == 0 && now.Closing == 0, $"work drained, but {now}");
            Must(_queue.Count == 0, "a waiter was forgotten");
            Apply(_pool.Close(new ObjectDisposedException("pool")));
            _closed = true;
            Drain();
            Must(_server == 0 && _pool.Snapshot.Total == 0 && _pool.Snapshot.Stuck == 0, $"closed, but {_pool.Snapshot} and {_server} at the server");
            Must(_drained, "closed and nobody was told");
        }

        private void Drain()
        {
            for (int i = 0; i < 10_000 && (_todo.Count > 0 || _lent.Count > 0 || _stuck.Count > 0 || _stuckOpens > 0); i++)
            {
                if (_todo.Count > 0)
                {
                    PerformOne();
                }
                else if (_lent.Count > 0)
                {
                    GiveBack(fit: true);
                }
                else
                {
                    EndStuck();
                }

                Check();
            }
        }

        private void Step()
        {
            _now += _random.Next(15);
            switch (_random.Next(20))
            {
                case < 5:
                    Rent();
                    break;
                case < 10:
                    PerformOne();
                    break;
                case < 14:
                    GiveBack(_random.Next(5) != 0);
                    break;
                case 14 when _queue.Count > 0:
                    Leave(_queue[_random.Next(_queue.Count)]);
                    break;
                case 15:
                    Apply(_pool.Sweep(_now));
                    break;
                case 16 when _random.Next(3) == 0:
                    Apply(_pool.Clear(_random.Next(2) == 0 ? null : _lent.FirstOrDefault()?.Generation));
                    break;
                case 17 when _lent.Count > 0:
                    Entry abandoned = Take(_random.Next(_lent.Count));
                    _stuck.Add(abandoned);
                    Apply(_pool.Abandon(abandoned));
                    break;
                case 18:
                    EndStuck();
                    break;
                case 19 when _lent.Count > 0:
                    _lent[_random.Next(_lent.Count)].Collected = _random.Next(4) == 0;
                    break;
            }
        }

        private void Rent()
        {
            if (_pool.TryRent(_now) is Entry idle)
            {
                Own(idle);
                return;
            }

            var waiter = new PoolWaiter(_now);
            PoolEffects effects = _pool.Enqueue(waiter, _now, isFirst: false);
            _queue.Add(waiter);
            Apply(effects);
        }

        // What the core decides is noted at once; when it is performed is another matter.
        private void Apply(PoolEffects effects)
        {
            for (int i = 0; i < effects.Count; i++)
            {
                PoolEffect effect = effects[i];
                if (effect.Kind == PoolEffectKind.Deliver)
                {
                    Must(_queue.Count > 0 && _queue[0] == effect.Waiter, "a waiter was served out of turn");
                }

                if (effect.Waiter is { } waiter)
                {
                    Must(_queue.Remove(waiter), "a waiter was decided twice");
                    Must(_served.TryAdd(waiter, (Entry?)effect.Entry), "a waiter was served twice");
                }

                if (effect.Kind is PoolEffectKind.Check or PoolEffectKind.Reclaim && effect.Entry is Entry { Owner: not null } entry && effect.Kind == PoolEffectKind.Reclaim)
                {
                    Must(entry.Collected, "a session in use was taken away");
                    _lent.Remove(entry);
                    entry.Owner = null;
                }

                _todo.Add(effect);
            }
        }

        private void PerformOne()
        {
            if (_todo.Count == 0)
            {
                return;
            }

            int at = _random.Next(_todo.Count);
            PoolEffect effect = _todo[at];
            _todo.RemoveAt(at);
            switch (effect.Kind)
            {
                case PoolEffectKind.Deliver:
                    Own((Entry)effect.Entry!);
                    break;
                case PoolEffectKind.Open:
                    Open(effect.Generation);
                    break;
                case PoolEffectKind.Close or PoolEffectKind.Reclaim:
                    CloseOne((Entry)effect.Entry!);
                    break;
                case PoolEffectKind.Check:
                    var check = (Entry)effect.Entry!;
                    Must(check.Owner is null, "a session that is used is checked");
                    Apply(_pool.Checked(check, _calm || _random.Next(4) != 0, _now));
                    break;
                case PoolEffectKind.RetryLater:
                    _now += effect.Delay;
                    Apply(_pool.Retry());
                    break;
                case PoolEffectKind.ExpireLater when !_calm:
                    // Time does not run that far.
                    _todo.Add(effect);
                    break;
                case PoolEffectKind.ExpireLater:
                    Apply(_pool.Expire(_now));
                    _todo.RemoveAll(static later => later.Kind == PoolEffectKind.ExpireLater);
                    break;
                case PoolEffectKind.Drained:
                    _drained = true;
                    break;
            }
        }

        private void Open(int generation)
        {
            switch (_calm ? 0 : _random.Next(6))
            {
                case 0 or 1 or 2 or 3:
                    _server++;
                    Apply(_pool.Opened(new Entry(), generation, _now));
                    break;
                case 4:
                    Apply(_pool.OpenFailed(new InvalidOperationException("refused"), _random.Next(2) == 0, generation, isStuck: false));
                    break;
                default:
                    _stuckOpens++;
                    _server++;
                    Apply(_pool.OpenFailed(new InvalidOperationException("stuck"), false, generation, isStuck: true));
                    break;
            }
        }

        private void CloseOne(Entry entry)
        {
            Must(entry.Owner is null, "a session that is used is closed");
            if (!_calm && _random.Next(6) == 0)
            {
                _stuck.Add(entry);
                Apply(_pool.AbandonClosing(entry));
                return;
            }

            _server--;
            Apply(_pool.Closed(entry));
        }

        private void EndStuck()
        {
            if (_stuck.Count > 0)
            {
                Entry entry = _stuck[^1];
                _stuck.RemoveAt(_stuck.Count - 1);
                _server--;
                Apply(_pool.Closed(entry));
            }
            else if (_stuckOpens > 0)
            {
                _stuckOpens--;
                _server--;
                Apply(_pool.OpenEnded());
            }
        }

        private void Own(Entry entry)
        {
            Must(entry.Owner is null, "a session has two owners");
            Must(entry.State == PoolEntryState.Used, $"a session that is {entry.State} was lent");
            entry.Owner = new();
            entry.Collected = false;
            _lent.Add(entry);
        }

        private void GiveBack(bool fit)
        {
            if (_lent.Count > 0)
            {
                Entry entry = Take(_random.Next(_lent.Count));
                Apply(_pool.Return(entry, fit, _now));
            }
        }

        private Entry Take(int at)
        {
            Entry entry = _lent[at];
            _lent.RemoveAt(at);
            entry.Owner = null;
            entry.Collected = false;
            return entry;
        }

        private void Leave(PoolWaiter waiter)
        {
            Must(_pool.Leave(waiter), "a waiter without a session could not leave");
            Must(!_pool.Leave(waiter), "a waiter left twice");
            _queue.Remove(waiter);
        }

        private void Check()
        {
            PoolSnapshot now = _pool.Snapshot;
            Must(now.Total <= _limits.Max, $"too many sessions: {now}");
            Must(now.Stuck <= _limits.Max, $"too many are stuck: {now}");
            Must(new[] { now.Idle, now.Used, now.Opening, now.Closing, now.Stuck, now.Waiting }.Min() >= 0, $"a count is negative: {now}");
            Must(now.Waiting == _queue.Count, $"{_queue.Count} wait, the pool says {now}");
            Must(now.Waiting == 0 || now.Idle == 0, "somebody waits while a session is idle");
            int opens = _todo.Count(static effect => effect.Kind == PoolEffectKind.Open);
            int onTheWay = _todo.Count(static effect => effect.Kind is PoolEffectKind.Deliver or PoolEffectKind.Check);
            Must(now.Opening == opens, $"{opens} attempts, the pool says {now}");
            Must(now.Used == _lent.Count + onTheWay, $"a permit is lost: {_lent.Count} lent, {onTheWay} on the way, the pool says {now}");
            Must(_server == now.Idle + now.Used + now.Closing + now.Stuck, $"{_server} sessions at the server, the pool says {now}");
            bool comes = now.Used + now.Opening + now.Closing + now.Stuck > 0 || _todo.Any(static effect => effect.Kind == PoolEffectKind.RetryLater);
            Must(_closed || now.Waiting == 0 || comes, "a waiter waits and nothing comes");
        }

        private static void Must(bool condition, string message)
        {
            if (!condition)
            {
                throw new InvalidOperationException(message);
            }
        }
    }
}
