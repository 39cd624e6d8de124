using Quarry.Contracts;
using Quarry.Engine;
using Quarry.Hosting;

namespace Quarry.Drivers;

/// <summary>Holds a loaded plugin, and lets go of it: what is held pins the plugin's load context.</summary>
internal sealed class PluginLease(LoadedPlugin plugin) : DriverLease
{
    private LoadedPlugin? _plugin = plugin;

    public override Driver Driver => Plugin.Driver;

    public override IReadOnlyList<OptimizationRule> Rules => Plugin.Rules;

    public override OdbcProfile? Odbc => Plugin.Odbc;

    public override string Origin => Plugin.Entry.Folder ?? "the application itself";

    public override bool IsUsable => _plugin is { IsLoaded: true };

    private LoadedPlugin Plugin => _plugin ?? throw new ObjectDisposedException(nameof(PluginLease));

    protected override void Dispose(bool disposing)
    {
        _plugin = null;
        base.Dispose(disposing);
    }
}
