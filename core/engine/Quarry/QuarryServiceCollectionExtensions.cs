using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Quarry.Engine;
using Quarry.Registration;

namespace Quarry;

/// <summary>Registers Quarry in an application's container.</summary>
public static class QuarryServiceCollectionExtensions
{
    /// <summary>Registers one <see cref="QuarryEngine"/> and its sources (<see cref="Source"/>, keyed by name). The container disposes them.</summary>
    /// <remarks>In an application with a host, wrong settings and targets that no plugin opens fail the start; without one, the engine's first use.</remarks>
    /// <param name="services">The application's services.</param>
    /// <param name="configure">Sets the options; null leaves the defaults. A configuration section may be bound to <see cref="QuarryOptions"/> as well.</param>
    public static QuarryBuilder AddQuarry(this IServiceCollection services, Action<QuarryOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        OptionsBuilder<QuarryOptions> options = services.AddOptions<QuarryOptions>().ValidateOnStart();
        if (configure is not null)
        {
            options.Configure(configure);
        }

        options.PostConfigure<IServiceProvider>(static (quarry, provider) =>
        {
            quarry.Loggers ??= provider.GetService<ILoggerFactory>();
            quarry.Clock ??= provider.GetService<TimeProvider>();
        });
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<QuarryOptions>, OptionsCheck>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, SourcesCheck>());
        services.TryAddSingleton(static provider => QuarryEngine.Create(provider.GetRequiredService<IOptions<QuarryOptions>>().Value));
        services.TryAddKeyedSingleton<Source>(KeyedService.AnyKey, static (provider, name)
            => provider.GetRequiredService<QuarryEngine>().GetSource(name as string ?? throw new InvalidOperationException("A source is keyed by its name, a string.")));
        return new(services);
    }
}
