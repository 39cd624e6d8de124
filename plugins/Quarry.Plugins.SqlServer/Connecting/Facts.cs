namespace Quarry.Plugins.SqlServer.Connecting;

/// <summary>What a session asks its server once (https://learn.microsoft.com/sql/t-sql/functions/serverproperty-transact-sql,
/// https://learn.microsoft.com/sql/relational-databases/system-catalog-views/sys-databases-transact-sql).</summary>
internal static class Facts
{
    // By the name, since in Azure SQL the number of sys.databases is another than DB_ID's.
    public const string Sql = $"""
        SELECT CAST(SERVERPROPERTY(N'EngineEdition') AS int) AS [{SqlServerCapabilities.EngineEdition}],
          CAST(SERVERPROPERTY(N'ProductVersion') AS nvarchar(128)) AS [sqlserver.product-version],
          CAST(SERVERPROPERTY(N'Edition') AS nvarchar(128)) AS [sqlserver.edition],
          CASE WHEN d.snapshot_isolation_state = 1 THEN N'yes' ELSE N'no' END AS [sqlserver.snapshot-isolation],
          CASE WHEN d.is_read_committed_snapshot_on = 1 THEN N'yes' ELSE N'no' END AS [sqlserver.read-committed-snapshot],
          CAST(d.compatibility_level AS int) AS [sqlserver.compatibility-level], d.collation_name AS [sqlserver.collation]
        FROM sys.databases AS d WHERE d.name = DB_NAME()
        """;
}
