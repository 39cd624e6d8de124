using Quarry.Engine.Sessions;

namespace Quarry.Engine.Tests.Pooling;

/// <summary>Many callers at once on a cold pool, in simulated time: what is given back serves them before a connection for each of them could be opened.</summary>
public sealed class BurstTests
{
    [Theory]
    [InlineData(50, 150, 2, 6)]
    [InlineData(50, 2, 150, 20)]
    [InlineData(1, 150, 2, 1)]
    public void A_burst_on_a_cold_pool_opens_few_sessions(int callers, int connect, int query, int most)
    {
        var burst = new Burst(connect, query);
        burst.Run(callers);
        burst.Opened.Should().BeLessThanOrEqualTo(most);
        burst.Served.Should().Be(callers);
    }

    private sealed class Entry : PoolEntry
    {
        public override bool IsOrphaned => false;
    }

    private sealed class Burst(int connect, int query)
    {
        private readonly PoolCore _pool = new(new() { Max = 20, ShortestPause = 10, LongestPause = 100 }, static () => 0);
        private readonly PriorityQueue<Action<long>, (long At, int Order)> _events = new();
        private int _order;

        public int Opened { get; private set; }

        public int Served { get; private set; }

        public void Run(int callers)
        {
            for (int i = 0; i < callers; i++)
            {
                Perform(_pool.Enqueue(new(0), 0, isFirst: false), 0);
            }

            while (_events.TryDequeue(out Action<long>? happen, out (long At, int Order) when))
            {
                happen(when.At);
            }
        }

        private void Perform(in PoolEffects effects, long now)
        {
            for (int i = 0; i < effects.Count; i++)
            {
                PoolEffect effect = effects[i];
                switch (effect.Kind)
                {
                    case PoolEffectKind.Open:
                        Opened++;
                        At(now + connect, then => Perform(_pool.Opened(new Entry(), effect.Generation, then), then));
                        break;
                    case PoolEffectKind.Deliver:
                        Served++;
                        At(now + query, then => Perform(_pool.Return(effect.Entry!, isFit: true, then), then));
                        break;
                }
            }
        }

        private void At(long when, Action<long> happen) => _events.Enqueue(happen, (when, _order++));
    }
}
