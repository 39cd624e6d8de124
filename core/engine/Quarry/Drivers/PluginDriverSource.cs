using Quarry.Contracts;
using Quarry.Engine;
using Quarry.Hosting;
using Quarry.Odbc;

namespace Quarry.Drivers;

/// <summary>The engine's drivers come from the plugin host; which one serves a target of ODBC's own form, <see cref="OdbcTransport"/> finds out.</summary>
internal sealed class PluginDriverSource(PluginHost host) : DriverSource
{
    public override DriverLease Acquire(Target target) => OdbcTarget.IsOwn(target) ? OdbcLease.Undetermined() : new PluginLease(host.FindByScheme(target.Scheme));
}
