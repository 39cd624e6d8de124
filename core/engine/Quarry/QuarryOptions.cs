using Microsoft.Extensions.Logging;
using Quarry.Engine;
using Quarry.Hosting;

namespace Quarry;

/// <summary>How an engine is set up. Read once, when the engine is created.</summary>
public sealed class QuarryOptions
{
    private readonly List<Action<PluginHostOptions>> _plugins = [];

    /// <summary>The directory whose subfolders are plugins, absolute or relative to the application's own directory (<see cref="AppContext.BaseDirectory"/>).
    /// The default is <c>plugins</c>; "" is none.</summary>
    public string PluginsDirectory { get; set; } = "plugins";

    /// <summary>Further directories of the same kind, searched after it.</summary>
    public IList<string> MorePluginsDirectories { get; } = [];

    /// <summary>Bytes of native memory that all batches of the engine together may take, in use or kept for reuse. The default is 1 GiB, the least 1 MiB.</summary>
    public long MemoryBudgetBytes { get; set; } = 1L << 30;

    /// <summary>How long a driver may take to obey a cancellation, and to verify or close a session, before the engine goes on without it. The default is 5 seconds.</summary>
    public TimeSpan DriverPatience { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Sources by name, for <see cref="QuarryEngine.GetSource"/>. Names compare exactly.</summary>
    public IDictionary<string, SourceDefinition> Sources { get; } = new Dictionary<string, SourceDefinition>(StringComparer.Ordinal);

    /// <summary>Where events go. Null is nowhere, or the container's logging.</summary>
    public ILoggerFactory? Loggers { get; set; }

    /// <summary>The clock of timeouts and durations. Null is the system's, or the container's.</summary>
    public TimeProvider? Clock { get; set; }

    /// <summary>Ways to servers that are tried after a driver's own, in order.</summary>
    public IList<Transport> Transports { get; } = [];

    /// <summary>What the messages of wrong settings start with: the section's path.</summary>
    internal string Section { get; set; } = "Quarry";

    /// <summary>What could not be read of a configuration.</summary>
    internal IList<string> Unreadable { get; } = [];

    internal IReadOnlyList<Action<PluginHostOptions>> PluginSettings => _plugins;

    /// <summary>Sets what the plugin host takes beyond directories: drivers of the application itself, and which plugins can be unloaded.</summary>
    /// <param name="configure">Changes the host's options.</param>
    /// <returns>This object.</returns>
    public QuarryOptions ConfigurePlugins(Action<PluginHostOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        _plugins.Add(configure);
        return this;
    }
}
