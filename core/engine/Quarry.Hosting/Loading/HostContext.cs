using System.Reflection;
using System.Runtime.Loader;
using Quarry.Contracts;

namespace Quarry.Hosting.Loading;

/// <summary>Gives plugins the host's assemblies by name, whatever version they ask for.</summary>
/// <remarks>
/// A plugin built against a later patch of a shared assembly asks for a version that the host does not have; by name and version the load fails,
/// the plugin's private copy is taken and no type is recognised any more (reference: dotnet/runtime's System.Composition raises its assembly version
/// with each patch). Whether the versions fit is decided before, by the contract's negotiation. The context holds nothing of a plugin.
/// </remarks>
internal sealed class HostContext() : AssemblyLoadContext("Quarry shared")
{
    private static readonly AssemblyLoadContext s_host = GetLoadContext(typeof(Driver).Assembly) ?? Default;

    public static HostContext Instance { get; } = new();

    protected override Assembly? Load(AssemblyName assemblyName)
    {
        try
        {
            return s_host.LoadFromAssemblyName(new AssemblyName(assemblyName.Name!));
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }
}
