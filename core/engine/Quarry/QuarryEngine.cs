using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Quarry.Columnar;
using Quarry.Contracts;
using Quarry.Drivers;
using Quarry.Engine;
using Quarry.Hosting;
using Quarry.Registration;

namespace Quarry;

/// <summary>One engine: its plugins, its memory for batches, its sources. An application has one. Safe from any thread.</summary>
public sealed class QuarryEngine : IAsyncDisposable, IDisposable
{
    private readonly Arena _memory;
    private readonly EngineServices _services;
    private readonly ConcurrentDictionary<string, Lazy<Source>> _named;
    private readonly ConcurrentDictionary<Source, bool> _opened = [];
    private int _count;
    private int _disposed;

    private QuarryEngine(QuarryOptions options)
    {
        ILoggerFactory loggers = options.Loggers ?? NullLoggerFactory.Instance;
        _memory = new(new() { BudgetBytes = options.MemoryBudgetBytes });
        Plugins = PluginHost.Open(HostOptions(options, loggers));
        _services = new()
        {
            Drivers = new PluginDriverSource(Plugins),
            Memory = _memory,
            Transports = [.. options.Transports, new OdbcTransport(Plugins, loggers.CreateLogger("Quarry.Odbc"))],
            Loggers = loggers,
            Clock = options.Clock ?? TimeProvider.System,
            DriverPatience = options.DriverPatience,
        };
        _named = new(options.Sources.Select(source => KeyValuePair.Create(source.Key, new Lazy<Source>(() => new(source.Key, source.Value.Target, _services, source.Value.Options)))), StringComparer.Ordinal);
    }

    /// <summary>The plugins: what was found, what is wrong with it, loading and unloading.</summary>
    public PluginHost Plugins { get; }

    /// <summary>What the engine's memory for batches holds now.</summary>
    public ArenaStatistics Memory => _memory.Statistics;

    /// <summary>Creates an engine. Reads the manifests of the plugins; loads none and opens nothing.</summary>
    /// <param name="options">How. Later changes to it have no effect.</param>
    /// <exception cref="QuarryException">A setting is wrong (User); the message names each. What is wrong with a plugin or a plugins directory is no
    /// error here: it is listed in <see cref="Plugins"/>, and told when a target needs the plugin.</exception>
    public static QuarryEngine Create(QuarryOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        IReadOnlyList<string> failures = OptionsCheck.Failures(options);
        return failures.Count == 0 ? new(options) : throw new QuarryException(ErrorKind.User, ErrorCodes.BadConfiguration, string.Join(" ", failures));
    }

    /// <summary>Opens a source that has no name in the configuration. The caller disposes it when it is done, the engine at its end at the latest.</summary>
    /// <param name="target">The target URI. No session is opened before the first query.</param>
    /// <exception cref="QuarryException">The target is malformed (User).</exception>
    public Source OpenSource(string target) => OpenSource(target, SourceOptions.Default);

    /// <summary>Opens a source that has no name in the configuration. The caller disposes it when it is done, the engine at its end at the latest.</summary>
    /// <param name="target">The target URI. No session is opened before the first query.</param>
    /// <param name="options">How the source works; <see cref="SourceOptions.WarmUp"/> is for sources of a host, and does nothing here.</param>
    /// <exception cref="QuarryException">The target is malformed or an option is wrong (User).</exception>
    public Source OpenSource(string target, SourceOptions options)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(options);
        ObjectDisposedException.ThrowIf(_disposed != 0, this);
        foreach (Source closed in _opened.Keys.Where(source => source.IsClosed))
        {
            _opened.TryRemove(closed, out _);
        }

        var opened = new Source($"source-{Interlocked.Increment(ref _count)}", target, _services, options);
        _opened[opened] = true;
        return opened;
    }

    /// <summary>A source of the configuration; the same object at every call. It belongs to the engine.</summary>
    /// <param name="name">Its name.</param>
    /// <exception cref="QuarryException">There is none of that name (User); the message lists the names.</exception>
    public Source GetSource(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        ObjectDisposedException.ThrowIf(_disposed != 0, this);
        return _named.TryGetValue(name, out Lazy<Source>? source) ? source.Value : throw new QuarryException(ErrorKind.User, ErrorCodes.UnknownSource,
            $"There is no source \"{name}\"; there are {(_named.IsEmpty ? "none" : string.Join(", ", _named.Keys.Order(StringComparer.Ordinal).Select(known => $"\"{known}\"")))}. "
            + "Add it with AddSource or to Quarry:Sources.");
    }

    /// <summary>Closes all sources, unloads the plugins and frees the memory. Batches that were retained live on until they are disposed.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
        {
            return;
        }

        foreach (Source source in _named.Values.Where(source => source.IsValueCreated).Select(source => source.Value).Concat(_opened.Keys))
        {
            await source.DisposeAsync().ConfigureAwait(false);
        }

        await Plugins.DisposeAsync().ConfigureAwait(false);
        _memory.Dispose();
    }

    /// <summary>Does what <see cref="DisposeAsync"/> does and blocks until it is done, for containers that are disposed synchronously.</summary>
    public void Dispose() => DisposeAsync().AsTask().GetAwaiter().GetResult();

    private static PluginHostOptions HostOptions(QuarryOptions options, ILoggerFactory loggers)
    {
        var host = new PluginHostOptions { Logger = loggers.CreateLogger("Quarry.Plugins") };
        foreach (string directory in (IEnumerable<string>)[options.PluginsDirectory, .. options.MorePluginsDirectories])
        {
            if (directory.Length > 0)
            {
                host.PluginsDirectories.Add(Path.GetFullPath(directory, AppContext.BaseDirectory));
            }
        }

        foreach (Action<PluginHostOptions> configure in options.PluginSettings)
        {
            configure(host);
        }

        return host;
    }
}
