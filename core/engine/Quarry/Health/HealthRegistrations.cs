using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace Quarry.Health;

/// <summary>One check of the engine, and one of each source that is configured.</summary>
internal sealed class HealthRegistrations(IOptions<QuarryOptions> quarry) : IConfigureOptions<HealthCheckServiceOptions>
{
    private const string Name = "quarry", Live = "live", Ready = "ready";

    public void Configure(HealthCheckServiceOptions options)
    {
        options.Registrations.Add(new(Name, static provider => new EngineHealthCheck(provider.GetRequiredService<QuarryEngine>()), null, [Name, Live]));
        TimeProvider clock = quarry.Value.Clock ?? TimeProvider.System;
        foreach (string source in quarry.Value.Sources.Keys)
        {
            options.Registrations.Add(new($"{Name}:{source}", provider => new SourceHealthCheck(provider.GetRequiredService<QuarryEngine>(), source, clock), null, [Name, Ready]));
        }
    }
}
