using Quarry.Contracts;
using Quarry.Engine;
using Quarry.Hosting;

namespace Quarry.Drivers;

/// <summary>The engine's drivers come from the plugin host.</summary>
internal sealed class PluginDriverSource(PluginHost host) : DriverSource
{
    public override DriverLease Acquire(Target target) => new PluginLease(host.FindByScheme(target.Scheme));
}
