using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;
using Quarry.Engine;
using Quarry.Health;

namespace Quarry;

/// <summary>Goes on configuring what <see cref="QuarryServiceCollectionExtensions"/> registered.</summary>
public sealed class QuarryBuilder
{
    internal QuarryBuilder(IServiceCollection services) => Services = services;

    /// <summary>The application's services.</summary>
    public IServiceCollection Services { get; }

    /// <summary>Adds health checks: <c>quarry</c> with the tag <c>live</c>, which asks no database, and for each source <c>quarry:NAME</c> with the tag
    /// <c>ready</c>, which asks its server for a sign of life and takes 2 seconds at most.</summary>
    /// <remarks>A source is degraded while callers wait for sessions, and unhealthy if its server cannot be reached or does not answer. The data are the numbers of
    /// the pool; neither they nor the description name a host or a user.</remarks>
    /// <returns>This object.</returns>
    public QuarryBuilder AddHealthChecks()
    {
        Services.AddHealthChecks();
        Services.TryAddEnumerable(ServiceDescriptor.Singleton<IConfigureOptions<HealthCheckServiceOptions>, HealthRegistrations>());
        return this;
    }

    /// <summary>Adds a source. It is resolved as a keyed service by its name, or by <see cref="QuarryEngine.GetSource"/>.</summary>
    /// <param name="name">Its name; unique.</param>
    /// <param name="target">Its target URI. A wrong one fails the application's start, or the engine's first use, with the key in the message.</param>
    /// <returns>This object.</returns>
    /// <exception cref="ArgumentException">The name is empty.</exception>
    public QuarryBuilder AddSource(string name, string target) => AddSource(name, target, SourceOptions.Default);

    /// <summary>Adds a source. It is resolved as a keyed service by its name, or by <see cref="QuarryEngine.GetSource"/>.</summary>
    /// <param name="name">Its name; unique.</param>
    /// <param name="target">Its target URI. A wrong one fails the application's start, or the engine's first use, with the key in the message.</param>
    /// <param name="options">How it works. What is wrong with them is told in the same way.</param>
    /// <returns>This object.</returns>
    /// <exception cref="ArgumentException">The name is empty.</exception>
    public QuarryBuilder AddSource(string name, string target, SourceOptions options)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        var source = new SourceDefinition(target, options);
        Services.Configure<QuarryOptions>(quarry =>
        {
            if (!quarry.Sources.TryAdd(name, source))
            {
                throw new InvalidOperationException($"{quarry.Section}:Sources:{name}: two sources have this name. Rename one.");
            }
        });
        return this;
    }
}
