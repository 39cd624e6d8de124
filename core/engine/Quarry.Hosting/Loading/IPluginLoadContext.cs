using System.Reflection;

namespace Quarry.Hosting.Loading;

/// <summary>The load context of one plugin. Whoever uses the plugin's objects keeps this alive: a collectible context
/// that nobody holds begins to unload at the next collection, while its objects still run.</summary>
internal interface IPluginLoadContext : IDisposable
{
    /// <summary>Loads the entry assembly, or returns it if it is loaded.</summary>
    Assembly LoadMain();
}
