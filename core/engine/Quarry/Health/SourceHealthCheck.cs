using System.Globalization;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Quarry.Contracts;
using Quarry.Engine;

namespace Quarry.Health;

/// <summary>Readiness of a source: a session is taken and its server asked for a sign of life, all within a bound of its own.</summary>
/// <remarks>A report is often shown without a login, so that it holds no message of a driver or server: those name hosts and users.</remarks>
internal sealed class SourceHealthCheck(QuarryEngine engine, string name, TimeProvider clock) : IHealthCheck
{
    internal static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        Source source = engine.GetSource(name);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task ping = source.PingAsync(limit.Token).AsTask();
        try
        {
            await ping.WaitAsync(Patience, clock, cancellationToken).ConfigureAwait(false);
            return source.Pool.Waiting > 0 ? Degraded(source) : new(HealthStatus.Healthy, null, null, Numbers(source));
        }
        catch (TimeoutException)
        {
            // Every session works for somebody: that is load, and not a server that is away.
            return source.Pool is { Waiting: > 0, Idle: 0, Used: > 0 } ? Degraded(source) : Unhealthy(source, context, $"no answer within {Patience.TotalSeconds} s");
        }
        catch (Exception error) when (error is QuarryException or ObjectDisposedException)
        {
            return Unhealthy(source, context, Code(error));
        }
        finally
        {
            await EndAsync(ping, limit).ConfigureAwait(false);
        }
    }

    // A driver that does not obey is left to the engine's patience, which is longer than that of who asks for the report.
    private static async Task EndAsync(Task ping, CancellationTokenSource limit)
    {
        await limit.CancelAsync().ConfigureAwait(false);
        _ = ping.ContinueWith(static ended => _ = ended.Exception, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    private static HealthCheckResult Degraded(Source source) => new(HealthStatus.Degraded, "callers wait for a session", null, Numbers(source));

    private static HealthCheckResult Unhealthy(Source source, HealthCheckContext context, string cause)
        => new(context.Registration.FailureStatus, $"the source cannot be used: {cause}", null, Numbers(source));

    private static string Code(Exception error) => error is QuarryException quarry
        ? string.Create(CultureInfo.InvariantCulture, $"{quarry.Kind} error QRY{quarry.Code:D4}{(quarry.SqlState is { } state ? $", SQLSTATE {state}" : "")}")
        : "it is closed";

    private static Dictionary<string, object> Numbers(Source source)
    {
        PoolSnapshot pool = source.Pool;
        return new() { ["idle"] = pool.Idle, ["used"] = pool.Used, ["opening"] = pool.Opening, ["waiting"] = pool.Waiting, ["total"] = pool.Total, ["max"] = pool.Max };
    }
}
