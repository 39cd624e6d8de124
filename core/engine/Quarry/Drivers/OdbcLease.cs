using Quarry.Contracts;
using Quarry.Engine;
using Quarry.Odbc;

namespace Quarry.Drivers;

/// <summary>A driver that is reached through ODBC: a plugin's, which the lease holds, or the generic one.</summary>
internal sealed class OdbcLease : DriverLease
{
    private readonly DriverLease? _plugin;

    private OdbcLease(OdbcDriver driver, DriverLease? plugin, string origin) => (OdbcDriver, _plugin, Origin) = (driver, plugin, origin);

    public OdbcDriver OdbcDriver { get; }

    public override Driver Driver => OdbcDriver;

    public override IReadOnlyList<OptimizationRule> Rules => _plugin?.Rules ?? [];

    public override OdbcProfile? Odbc => OdbcDriver.Odbc;

    public override string Origin { get; }

    public override bool IsUsable => _plugin?.IsUsable ?? true;

    /// <summary>A plugin's driver; its lease becomes this one's.</summary>
    public static OdbcLease Of(DriverLease plugin) => new(new OdbcDriver(plugin.Driver, plugin.Odbc), plugin, plugin.Origin);

    /// <summary>A database that no plugin knows.</summary>
    public static OdbcLease Generic(ServerInfo server)
        => new(new OdbcDriver(OdbcDriver.Generic(server), null), null, $"the generic ODBC profile: no plugin knows the database \"{server.Product}\"");

    /// <summary>A target whose database is not known yet.</summary>
    public static OdbcLease Undetermined() => Generic(new ServerInfo { Product = "", Version = new(0, 0) });

    protected override void Dispose(bool disposing)
    {
        _plugin?.Dispose();
        base.Dispose(disposing);
    }
}
