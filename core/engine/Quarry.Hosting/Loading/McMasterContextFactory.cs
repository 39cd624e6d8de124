using System.Reflection;
using McMaster.NETCore.Plugins;
using Quarry.Contracts;

namespace Quarry.Hosting.Loading;

/// <summary>Load contexts by McMaster.NETCore.Plugins, of which only this is used: its hot reload and in-memory loading leak copies of native libraries.</summary>
internal sealed class McMasterContextFactory : IPluginLoadContextFactory
{
    public IPluginLoadContext Create(string assemblyPath, bool collectible) => new Context(PluginLoader.CreateFromAssemblyFile(
        assemblyPath, collectible, [typeof(Driver)], config => config.DefaultContext = HostContext.Instance));

    private sealed class Context(PluginLoader loader) : IPluginLoadContext
    {
        public Assembly LoadMain() => loader.LoadDefaultAssembly();

        public void Dispose() => loader.Dispose();
    }
}
