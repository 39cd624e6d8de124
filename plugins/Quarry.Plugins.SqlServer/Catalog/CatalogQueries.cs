using Quarry.Contracts;

namespace Quarry.Plugins.SqlServer.Catalog;

/// <summary>The catalog by the views of sys, which show what the user may see
/// (https://learn.microsoft.com/sql/relational-databases/system-catalog-views/object-catalog-views-transact-sql). Names compare as the database's do.</summary>
internal static class CatalogQueries
{
    /// <summary>What the server brought along is left out unless its schema is asked for.</summary>
    private const string Named = "(@p1 IS NULL AND o.is_ms_shipped = 0 OR s.name = @p1) AND (@p2 IS NULL OR o.name = @p2)";

    private const string Objects = $"sys.objects AS o JOIN sys.schemas AS s ON s.schema_id = o.schema_id AND o.type IN ('U', 'V') AND {Named}";

    public const string TableKind = "CASE o.type WHEN 'V' THEN N'view' ELSE N'table' END AS table_kind";

    public static string? Of(CatalogSet set) => set switch
    {
        CatalogSet.Schemas => $"""
            SELECT s.name AS schema_name FROM sys.schemas AS s
            WHERE (@p1 IS NULL AND s.schema_id < 16384 AND s.name NOT IN (N'sys', N'INFORMATION_SCHEMA', N'guest') OR s.name = @p1)
              AND (@p2 IS NULL OR EXISTS (SELECT 1 FROM sys.objects AS o WHERE o.schema_id = s.schema_id AND o.type IN ('U', 'V') AND o.name = @p2))
            ORDER BY 1
            """,
        CatalogSet.Tables => $"SELECT s.name AS schema_name, o.name AS table_name, {TableKind} FROM {Objects} ORDER BY 1, 2",
        CatalogSet.Columns => ColumnQuery.Sql,
        CatalogSet.PrimaryKeys => PrimaryKeys,
        CatalogSet.ForeignKeys => ForeignKeys,
        CatalogSet.Indexes => Indexes,
        CatalogSet.Catalogs => Catalogs,
        CatalogSet.Statistics => Statistics,
        _ => null,
    };

    private const string PrimaryKeys = $"""
        SELECT s.name AS schema_name, o.name AS table_name, k.name AS key_name, c.name AS column_name, CAST(x.key_ordinal AS int) AS position
        FROM {Objects}
        JOIN sys.key_constraints AS k ON k.parent_object_id = o.object_id AND k.type = 'PK'
        JOIN sys.index_columns AS x ON x.object_id = o.object_id AND x.index_id = k.unique_index_id AND x.key_ordinal > 0
        JOIN sys.columns AS c ON c.object_id = o.object_id AND c.column_id = x.column_id
        ORDER BY 1, 2, 5
        """;

    private const string ForeignKeys = $"""
        SELECT s.name AS schema_name, o.name AS table_name, f.name AS key_name, c.name AS column_name, f2.constraint_column_id AS position,
          rs.name AS referenced_schema, r.name AS referenced_table, rc.name AS referenced_column
        FROM {Objects}
        JOIN sys.foreign_keys AS f ON f.parent_object_id = o.object_id
        JOIN sys.foreign_key_columns AS f2 ON f2.constraint_object_id = f.object_id
        JOIN sys.columns AS c ON c.object_id = f2.parent_object_id AND c.column_id = f2.parent_column_id
        JOIN sys.objects AS r ON r.object_id = f2.referenced_object_id
        JOIN sys.schemas AS rs ON rs.schema_id = r.schema_id
        JOIN sys.columns AS rc ON rc.object_id = f2.referenced_object_id AND rc.column_id = f2.referenced_column_id
        ORDER BY 1, 2, 3, 5
        """;

    // Only key columns: neither what INCLUDE adds nor a columnstore can be searched. index_id 0 is a heap and no index.
    private const string Indexes = $"""
        SELECT s.name AS schema_name, o.name AS table_name, i.name AS index_name, CASE WHEN i.is_unique = 1 THEN 1 ELSE 0 END AS is_unique,
          c.name AS column_name, CAST(x.key_ordinal AS int) AS position
        FROM {Objects}
        JOIN sys.indexes AS i ON i.object_id = o.object_id AND i.index_id > 0 AND i.is_hypothetical = 0 AND i.is_disabled = 0
        JOIN sys.index_columns AS x ON x.object_id = o.object_id AND x.index_id = i.index_id AND x.key_ordinal > 0
        JOIN sys.columns AS c ON c.object_id = o.object_id AND c.column_id = x.column_id
        ORDER BY 1, 2, 3, 6
        """;

    private const string Catalogs = """
        SELECT d.name AS catalog_name FROM sys.databases AS d
        WHERE d.state = 0 AND HAS_DBACCESS(d.name) = 1 AND (@p1 IS NULL AND @p2 IS NULL OR d.name = DB_NAME())
        ORDER BY 1
        """;

    // Not sys.dm_db_partition_stats, which needs a permission of its own. Index 0 is the heap, 1 the clustered index: both are the table. Of each the rows are counted in
    // sys.partitions, where they stand once, and the pages in the units of data, long values and overflow
    // (https://learn.microsoft.com/sql/relational-databases/system-catalog-views/sys-allocation-units-transact-sql).
    private const string Statistics = $"""
        SELECT s.name AS schema_name, o.name AS table_name, p.row_estimate, u.bytes, u.index_bytes
        FROM {Objects}
        OUTER APPLY (SELECT SUM(n.rows) AS row_estimate FROM sys.partitions AS n WHERE n.object_id = o.object_id AND n.index_id IN (0, 1)) AS p
        OUTER APPLY (
          SELECT SUM(CASE WHEN n.index_id IN (0, 1) THEN a.total_pages ELSE 0 END) * 8192 AS bytes, SUM(CASE WHEN n.index_id IN (0, 1) THEN 0 ELSE a.total_pages END) * 8192 AS index_bytes
          FROM sys.partitions AS n
          JOIN sys.allocation_units AS a ON a.container_id = CASE WHEN a.type = 2 THEN n.partition_id ELSE n.hobt_id END
          WHERE n.object_id = o.object_id) AS u
        WHERE o.type = 'U'
        ORDER BY 1, 2
        """;

    internal const string NamedObjects = Objects;
}
