using Microsoft.Extensions.Configuration;
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
    /// <param name="configure">Sets the options; null leaves the defaults.</param>
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
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, WarmUp>());
        services.TryAddSingleton(static provider => QuarryEngine.Create(provider.GetRequiredService<IOptions<QuarryOptions>>().Value));
        services.TryAddKeyedSingleton<Source>(KeyedService.AnyKey, static (provider, name)
            => provider.GetRequiredService<QuarryEngine>().GetSource(name as string ?? throw new InvalidOperationException("A source is keyed by its name, a string.")));
        return new(services);
    }

    /// <summary>Registers one <see cref="QuarryEngine"/> and its sources (<see cref="Source"/>, keyed by name), as a configuration says.</summary>
    /// <remarks>
    /// <para>The section holds the properties of <see cref="QuarryOptions"/> by their names. Each of its <c>Sources</c> is a target URI, or an object with <c>Target</c> and
    /// the properties of <see cref="SourceOptions"/>, of which <c>Pool</c> holds those of <see cref="PoolOptions"/>. Times are written as <c>00:00:30</c>;
    /// an empty value is null.</para>
    /// <para>A setting that is not known, cannot be read or is wrong fails the application's start, or the engine's first use, with its key. The section is read once.</para>
    /// </remarks>
    /// <param name="services">The application's services.</param>
    /// <param name="section">The section, such as <c>configuration.GetSection("Quarry")</c>.</param>
    public static QuarryBuilder AddQuarry(this IServiceCollection services, IConfigurationSection section)
    {
        ArgumentNullException.ThrowIfNull(section);
        return services.AddQuarry(options => QuarrySettings.Apply(options, section));
    }
}
