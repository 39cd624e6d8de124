using Quarry.Contracts;

namespace Quarry.Plugins.Sybase;

/// <summary>What a server says it is.</summary>
internal static class SybaseProducts
{
    /// <summary>The name under which the driver shows servers that it has not met.</summary>
    public const string Name = "Adaptive Server Enterprise";

    /// <summary>True for the names that ASE has in SQL_DBMS_NAME: SAP's ODBC driver gives the product's, FreeTDS what the login says.</summary>
    public static bool IsAse(string product)
        => product.Equals(Name, StringComparison.OrdinalIgnoreCase) || product.Equals("ASE", StringComparison.OrdinalIgnoreCase)
            || product.Equals("sql server", StringComparison.OrdinalIgnoreCase);

    /// <summary>The version by @@version_number (15700 is 15.7) if the session read it, else by the ODBC driver.</summary>
    public static Version VersionOf(ServerInfo server)
        => server.Facts.TryGetValue(SybaseFacts.VersionNumber, out string? text) && int.TryParse(text, out int number) && number is > 0 and < 1_000_000
            ? new(number / 1000, number % 1000 / 100, number % 100)
            : server.Version;
}
