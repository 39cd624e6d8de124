using Quarry.Contracts;

namespace Quarry.Hosting;

/// <summary>A driver that the application registered: what its attribute says, and how it is created.</summary>
internal sealed class StaticDriver(DriverInfo info, Func<Driver> factory)
{
    public DriverInfo Info { get; } = info;
    public Func<Driver> Factory { get; } = factory;
}
