using Microsoft.Extensions.DependencyInjection;

namespace Quarry;

/// <summary>Goes on configuring what <see cref="QuarryServiceCollectionExtensions.AddQuarry"/> registered.</summary>
public sealed class QuarryBuilder
{
    internal QuarryBuilder(IServiceCollection services) => Services = services;

    /// <summary>The application's services.</summary>
    public IServiceCollection Services { get; }

    /// <summary>Adds a source. It is resolved as a keyed service by its name, or by <see cref="QuarryEngine.GetSource"/>.</summary>
    /// <param name="name">Its name; unique.</param>
    /// <param name="target">Its target URI. A wrong one fails the application's start, or the engine's first use, with the key in the message.</param>
    /// <returns>This object.</returns>
    /// <exception cref="ArgumentException">The name is empty.</exception>
    public QuarryBuilder AddSource(string name, string target)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(target);
        Services.Configure<QuarryOptions>(options =>
        {
            if (!options.Sources.TryAdd(name, target))
            {
                throw new InvalidOperationException($"Quarry:Sources:{name}: two sources have this name. Rename one.");
            }
        });
        return this;
    }
}
