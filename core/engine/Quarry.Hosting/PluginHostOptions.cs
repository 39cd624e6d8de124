using Microsoft.Extensions.Logging;
using Quarry.Contracts;

namespace Quarry.Hosting;

/// <summary>Where plugins come from and how they are loaded. Read once, by <see cref="PluginHost.Open(PluginHostOptions)"/>.</summary>
public sealed class PluginHostOptions
{
    private readonly List<StaticDriver> _drivers = [];

    /// <summary>Directories whose subfolders are plugins, relative to the working directory or absolute. Default: none.
    /// Subfolders whose name starts with a dot are passed over.</summary>
    public IList<string> PluginsDirectories { get; } = [];

    /// <summary>Whether plugins are loaded so that they can be unloaded. Collectible code starts slower and ReadyToRun images are ignored;
    /// default false.</summary>
    public bool CollectibleByDefault { get; set; }

    /// <summary>Exceptions from <see cref="CollectibleByDefault"/>, by the id of a driver; its extensions follow it.</summary>
    public IDictionary<string, bool> Collectible { get; } = new Dictionary<string, bool>(StringComparer.Ordinal);

    /// <summary>Where events go, or null for nowhere.</summary>
    public ILogger? Logger { get; set; }

    internal IReadOnlyList<StaticDriver> Drivers => _drivers;

    /// <summary>Registers a driver that the application carries itself. It is listed, checked and created on first use like a plugin's.</summary>
    /// <typeparam name="TDriver">A class that carries <see cref="DriverAttribute"/>.</typeparam>
    /// <param name="factory">Creates the driver; called at most once per host.</param>
    /// <returns>This object.</returns>
    /// <exception cref="ArgumentException">The class carries no <see cref="DriverAttribute"/>.</exception>
    public PluginHostOptions AddDriver<TDriver>(Func<TDriver> factory)
        where TDriver : Driver
    {
        ArgumentNullException.ThrowIfNull(factory);
        _drivers.Add(new StaticDriver(DriverInfo.Of(typeof(TDriver)), factory));
        return this;
    }
}
