using Quarry.Contracts;

namespace Quarry.Plugins.Sybase.Catalog;

/// <summary>The catalog by the system tables of the session's database (https://infocenter.sybase.com/help/topic/com.sybase.infocenter.dc36274.1572/html/tables/X42615.htm and its
/// neighbours), with users as schemas: a table belongs to its owner. Names compare by the server's sort order.</summary>
internal static class CatalogQueries
{
    // The conversion tells the type where no column does: NULL is for all.
    private const string AnySchema = "CONVERT(varchar(255), ?1) IS NULL";
    private const string AnyTable = "CONVERT(varchar(255), ?2) IS NULL";
    private const string Schema = $"({AnySchema} OR u.name = ?1)";
    private const string Table = $"({AnyTable} OR o.name = ?2)";

    private const string TableKind = "CASE o.type WHEN 'V' THEN 'view' ELSE 'table' END AS table_kind";

    private const string Tables = "dbo.sysobjects o JOIN dbo.sysusers u ON u.uid = o.uid";
    // In WHERE, where ASE takes markers.
    private const string Asked = $"{Schema} AND {Table}";

    /// <summary>The session's own table of the name, else dbo's; a name with an owner as it is.</summary>
    public const string FindTable = $"""
        SELECT u.name AS schema_name, o.name AS table_name, {TableKind}
        FROM dbo.sysobjects o JOIN dbo.sysusers u ON u.uid = o.uid
        WHERE o.type IN ('U', 'V') AND o.name = ?2
          AND (u.name = ?1 OR {AnySchema} AND (o.uid = USER_ID() OR o.uid = 1
            AND NOT EXISTS (SELECT 1 FROM dbo.sysobjects m WHERE m.name = o.name AND m.type IN ('U', 'V') AND m.uid = USER_ID() AND m.uid <> 1)))
        """;

    // A group or role is its own group (https://infocenter.sybase.com/help/topic/com.sybase.infocenter.dc36274.1600/doc/html/san1393052489790.html).
    private const string Schemas = $"""
        SELECT u.name AS schema_name FROM dbo.sysusers u
        WHERE u.uid <> u.gid AND {Schema}
          AND ({AnyTable} OR EXISTS (SELECT 1 FROM dbo.sysobjects o WHERE o.uid = u.uid AND o.type IN ('U', 'V') AND o.name = ?2))
        ORDER BY 1
        """;

    private const string TablesAndViews = $"""
        SELECT u.name AS schema_name, o.name AS table_name, {TableKind}
        FROM {Tables}
        WHERE o.type IN ('U', 'V') AND {Asked}
        ORDER BY 1, 2
        """;

    private const string Catalogs = $"""
        SELECT d.name AS catalog_name FROM master.dbo.sysdatabases d
        WHERE {AnySchema} AND {AnyTable} OR d.dbid = DB_ID()
        ORDER BY 1
        """;

    // row_count() and reserved_pages() read what the server keeps in memory, not the table; pages of text and image are index 255
    // (https://infocenter.sybase.com/help/topic/com.sybase.infocenter.dc36271.1600/doc/html/san1393050480148.html).
    private const string Statistics = $"""
        SELECT u.name AS schema_name, o.name AS table_name, CONVERT(bigint, ROW_COUNT(DB_ID(), o.id)) AS row_estimate,
          (CONVERT(bigint, RESERVED_PAGES(DB_ID(), o.id, 0)) + RESERVED_PAGES(DB_ID(), o.id, 255)) * @@maxpagesize AS bytes,
          (SELECT ISNULL(SUM(CONVERT(bigint, RESERVED_PAGES(DB_ID(), i.id, i.indid))), 0) FROM dbo.sysindexes i
            WHERE i.id = o.id AND i.indid BETWEEN 1 AND 254) * @@maxpagesize AS index_bytes
        FROM {Tables}
        WHERE o.type = 'U' AND {Asked}
        ORDER BY 1, 2
        """;

    public static string? Of(CatalogSet set) => set switch
    {
        CatalogSet.Schemas => Schemas,
        CatalogSet.Tables => TablesAndViews,
        CatalogSet.Columns => ColumnQuery.Text(Tables, Asked),
        CatalogSet.PrimaryKeys => KeyQueries.PrimaryKeys(Tables, Asked),
        CatalogSet.ForeignKeys => KeyQueries.ForeignKeys(Tables, Asked),
        CatalogSet.Indexes => KeyQueries.Indexes(Tables, Asked),
        CatalogSet.Catalogs => Catalogs,
        CatalogSet.Statistics => Statistics,
        _ => null,
    };
}
