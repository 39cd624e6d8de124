using System.Globalization;
using Quarry.Engine;
using Quarry.Fixtures.PostgreSql;

namespace Quarry.Soak;

/// <summary>Kills, restarts, resets, black-holes and clears, in a random order that the seed decides.</summary>
internal sealed class Chaos(PostgreSqlServer server, ChaosProxy proxy, Source source, Ledger ledger, int seed)
{
    private const int LeastPause = 200;
    private const int MostPause = 1500;

    private readonly Random _random = new(seed);

    public async Task RunAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            await Task.Delay(_random.Next(LeastPause, MostPause), stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await HarmAsync();
        }

        // Nobody can get well from a black hole; what hangs in it ends with its timeout or here.
        proxy.Reset(_random, share: 1);
    }

    private async Task HarmAsync()
    {
        switch (_random.Next(100))
        {
            case < 30:
                ledger.Count("chaos: backends killed");
                await server.PsqlAsync(string.Create(CultureInfo.InvariantCulture,
                    $"select pg_terminate_backend(pid) from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid() and random() < {_random.NextDouble():F2}"));
                break;
            case < 55:
                ledger.Count("chaos: reset");
                proxy.Reset(_random, _random.NextDouble());
                break;
            case < 70:
                ledger.Count("chaos: black hole");
                proxy.BlackHole(_random, 0.3 * _random.NextDouble());
                break;
            case < 90:
                ledger.Count("chaos: pool cleared");
                source.ClearPool();
                break;
            case < 97:
                ledger.Count("chaos: server crashed and started");
                await server.StopAsync("immediate");
                await server.StartAgainAsync();
                break;
            default:
                ledger.Count("chaos: server restarted");
                await server.StopAsync("fast");
                await server.StartAgainAsync();
                break;
        }
    }
}
