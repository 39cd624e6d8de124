using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Quarry.Health;

/// <summary>Liveness: the engine exists. It asks no database: an application must not be restarted because its database is.</summary>
internal sealed class EngineHealthCheck(QuarryEngine engine) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
        => Task.FromResult(HealthCheckResult.Healthy(null, new Dictionary<string, object> { ["rentedBytes"] = engine.Memory.RentedBytes }));
}
