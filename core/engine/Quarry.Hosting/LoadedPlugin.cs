using Quarry.Contracts;

namespace Quarry.Hosting;

/// <summary>A driver that is ready, with what extensions added. Safe from any thread.</summary>
/// <remarks>
/// Owned by the <see cref="PluginHost"/>. Whoever calls the driver keeps this object as long as it does so, and lets go of what it took from here
/// before it unloads the plugin: each such object pins the plugin's load context. After unloading every member but <see cref="Entry"/> and
/// <see cref="Extensions"/> throws <see cref="ObjectDisposedException"/>.
/// </remarks>
public sealed class LoadedPlugin
{
    private volatile Parts? _parts;

    internal LoadedPlugin(PluginEntry entry, IReadOnlyList<string> extensions, Driver driver, OptimizationRule[] rules, OdbcProfile? odbc, object owner)
        => (Entry, Extensions, _parts) = (entry, extensions, new Parts(driver, rules, odbc, owner));

    /// <summary>What is known of the plugin, as it was when it was loaded.</summary>
    public PluginEntry Entry { get; }
    /// <summary>Ids of the extensions that are in effect.</summary>
    public IReadOnlyList<string> Extensions { get; }
    /// <summary>The driver.</summary>
    public Driver Driver => Live.Driver;
    /// <summary>The rules of the driver and of its extensions, in the driver's order.</summary>
    public IReadOnlyList<OptimizationRule> Rules => Live.Rules;
    /// <summary>How the database is reached through ODBC: an extension's profile, else the driver's, or null.</summary>
    public OdbcProfile? Odbc => Live.Odbc;

    /// <summary>False once the plugin was unloaded.</summary>
    public bool IsLoaded => _parts is not null;

    private Parts Live => _parts ?? throw new ObjectDisposedException(nameof(LoadedPlugin), $"Plugin '{Entry.Id}' was unloaded. Load it again.");

    internal void Release() => _parts = null;

    private sealed class Parts(Driver driver, OptimizationRule[] rules, OdbcProfile? odbc, object owner)
    {
        public Driver Driver { get; } = driver;
        public OptimizationRule[] Rules { get; } = rules;
        public OdbcProfile? Odbc { get; } = odbc;
        /// <summary>The load contexts: a collectible one that nobody holds begins to unload while its objects run.</summary>
        public object Owner { get; } = owner;
    }
}
