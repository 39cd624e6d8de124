namespace Quarry.Plugins.Sybase.Connecting;

/// <summary>An option of a target and what it is to each ODBC driver.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Sap">The keyword of SAP's driver (https://infocenter.sybase.com/help/topic/com.sybase.infocenter.dc20116.1570/html/aseodbc/CHDCGBEH.htm), or null.</param>
/// <param name="FreeTds">The keyword of FreeTDS (https://www.freetds.org/userguide/OdbcConnAttr.html), or null.</param>
/// <param name="Expected">What values it takes, for an error.</param>
/// <param name="Accepts">Whether it takes one.</param>
internal sealed record TargetOption(string Name, string? Sap, string? FreeTds, string Expected, Func<string, bool> Accepts);
