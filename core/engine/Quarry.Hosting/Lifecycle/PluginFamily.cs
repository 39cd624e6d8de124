using Microsoft.Extensions.Logging;
using Quarry.Contracts;

namespace Quarry.Hosting.Lifecycle;

/// <summary>A driver and its extensions, which are loaded and unloaded together: the only place of the host that refers to objects of plugins.</summary>
internal sealed class PluginFamily(string id, ILogger? logger)
{
    private readonly List<LoadedAssembly> _assemblies = [];
    private readonly List<IDisposable> _containers = [];
    private Driver? _registered;
    private LoadedPlugin? _plugin;

    public LoadedPlugin Plugin => _plugin!;

    public void Add(LoadedAssembly assembly) => _assemblies.Add(assembly);

    public void Add(IDisposable container) => _containers.Add(container);

    /// <summary>Completes the family.</summary>
    /// <param name="plugin">What the host hands out.</param>
    /// <param name="registered">The driver if the application created it and keeps it after this family ended.</param>
    public void Complete(LoadedPlugin plugin, Driver? registered) => (_plugin, _registered) = (plugin, registered);

    /// <summary>Lets go of an extension that the driver does not work with.</summary>
    public void Drop(LoadedExtension extension)
    {
        _containers.Remove(extension.Parts);
        _assemblies.Remove(extension.Assembly);
        Dispose(extension.Parts);
        extension.Assembly.Dispose();
    }

    /// <summary>Disposes all parts, asks the load contexts to unload and forgets them.</summary>
    /// <returns>What tells whether they are gone.</returns>
    public WeakReference[] Release()
    {
        _plugin?.Release();
        _registered?.Types.Extend([]);
        for (int i = _containers.Count - 1; i >= 0; i--)
        {
            Dispose(_containers[i]);
        }

        WeakReference[] contexts = [.. _assemblies.Select(assembly => assembly.Context)];
        _assemblies.ForEach(assembly => assembly.Dispose());
        _containers.Clear();
        _assemblies.Clear();
        (_plugin, _registered) = (null, null);
        return contexts;
    }

    private void Dispose(IDisposable container)
    {
        try
        {
            container.Dispose();
        }
        catch (Exception e)
        {
            // The plugin's own Dispose; whatever it throws, the rest is still released.
            if (logger is not null)
            {
                Log.DisposeFailed(logger, id, PluginFault.Of(e).Cause);
            }
        }
    }
}
