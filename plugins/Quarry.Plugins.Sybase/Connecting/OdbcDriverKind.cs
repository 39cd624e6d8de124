using System.IO.Enumeration;

namespace Quarry.Plugins.Sybase.Connecting;

/// <summary>Which ODBC driver it is: their keywords differ.</summary>
internal enum OdbcDriverKind
{
    /// <summary>SAP's own.</summary>
    Sap,
    /// <summary>FreeTDS.</summary>
    FreeTds,
}

/// <summary>Tells ODBC drivers apart by their name in odbcinst.ini, or by their file.</summary>
internal static class OdbcDriverKinds
{
    private static readonly string[] s_freeTds = ["*FreeTDS*", "*tdsodbc*"];

    public static OdbcDriverKind Of(string odbcDriver)
        => s_freeTds.Any(pattern => FileSystemName.MatchesSimpleExpression(pattern, odbcDriver)) ? OdbcDriverKind.FreeTds : OdbcDriverKind.Sap;
}
