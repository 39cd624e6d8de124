using System.Reflection;
using System.Runtime.Loader;
using Quarry.Hosting.Discovery;
using Quarry.Hosting.Loading;

namespace Quarry.Hosting.Lifecycle;

/// <summary>The entry assembly of a plugin in its own load context.</summary>
internal sealed class LoadedAssembly : IDisposable
{
    private readonly IPluginLoadContext _context;

    private LoadedAssembly(IPluginLoadContext context, Assembly assembly)
        => (_context, Assembly, Context) = (context, assembly, new WeakReference(AssemblyLoadContext.GetLoadContext(assembly), trackResurrection: true));

    public Assembly Assembly { get; }

    /// <summary>Dead once nothing of the plugin is in memory.</summary>
    public WeakReference Context { get; }

    /// <exception cref="PluginRefusedException">The folder changed since it was listed, or the assembly does not fit this process.</exception>
    public static LoadedAssembly Load(PluginIdentity identity, IPluginLoadContextFactory factory, bool collectible)
    {
        FolderCheck.Verify(identity.Folder!, identity.Manifest!);
        string path = Path.Combine(identity.Folder!, identity.Manifest!.Assembly);
        AssemblyCheck.Verify(path);
        IPluginLoadContext context = factory.Create(path, collectible);
        try
        {
            return new LoadedAssembly(context, context.LoadMain());
        }
        catch
        {
            context.Dispose();
            throw;
        }
    }

    public void Dispose() => _context.Dispose();
}
