namespace Quarry.Plugins.Sybase;

/// <summary>Names of the facts that <see cref="SybaseOdbcProfile.FactsSql"/> reads.</summary>
internal static class SybaseFacts
{
    /// <summary>@@version, the whole line.</summary>
    public const string VersionLine = "version";
    /// <summary>@@version_number: 15700 is 15.7.</summary>
    public const string VersionNumber = "version_number";
    /// <summary>Bytes of a page: 2048 to 16384.</summary>
    public const string PageSize = "page_size";
    /// <summary>The server's character set, such as <c>utf8</c> or <c>iso_1</c>.</summary>
    public const string CharacterSet = "charset";
    /// <summary><c>1</c> if the database has the option <c>ddl in tran</c>, <c>0</c> if not.</summary>
    public const string DdlInTran = "ddl_in_tran";

    /// <summary>
    /// Global variables are free for all (https://infocenter.sybase.com/help/topic/com.sybase.infocenter.dc36271.1600/doc/html/san1393050518243.html). The character
    /// set is found as SAP's own sp_default_charset finds it, by configuration 131; bit 512 of sysdatabases.status is ddl in tran
    /// (https://infocenter.sybase.com/help/topic/com.sybase.infocenter.dc36274.1572/html/tables/X42615.htm).
    /// </summary>
    public const string Sql = $"""
        SELECT @@version AS {VersionLine}, CONVERT(varchar(12), @@version_number) AS {VersionNumber}, CONVERT(varchar(12), @@maxpagesize) AS {PageSize},
          (SELECT MIN(c.name) FROM master.dbo.syscharsets c, master.dbo.sysconfigures f WHERE f.config = 131 AND c.id = f.value AND c.type BETWEEN 1001 AND 1999) AS {CharacterSet},
          CASE WHEN d.status & 512 = 512 THEN '1' ELSE '0' END AS {DdlInTran}
        FROM master.dbo.sysdatabases d WHERE d.dbid = DB_ID()
        """;
}
