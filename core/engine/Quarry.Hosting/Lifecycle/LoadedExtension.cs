using Quarry.Hosting.Composition;

namespace Quarry.Hosting.Lifecycle;

/// <summary>An extension that is loaded and works by itself.</summary>
internal sealed class LoadedExtension(PluginSlot slot, LoadedAssembly assembly, ComposedExtension parts)
{
    public PluginSlot Slot { get; } = slot;
    public LoadedAssembly Assembly { get; } = assembly;
    public ComposedExtension Parts { get; } = parts;
}
