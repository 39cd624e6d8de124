using Quarry.Contracts;

namespace Quarry.Plugins.Oracle.Catalog;

/// <summary>The catalog by the ALL_ views, which tell of what the user may see (https://docs.oracle.com/en/database/oracle/oracle-database/23/refrn/static-data-dictionary-views.html).
/// Names compare exactly; schemas that Oracle maintains are left out unless one is asked for.</summary>
/// <remarks>Numbers are cast, so that each has a precision and no digits behind the point: Oracle has no integers. The parameters are cast too: they may arrive as NVARCHAR2, to which
/// the dictionary's columns would be converted row by row. Views that hold a LONG are asked by EXISTS, not joined to what may be missing.</remarks>
internal static class CatalogQueries
{
    public static string? Of(CatalogSet set) => set switch
    {
        CatalogSet.Schemas => Schemas,
        CatalogSet.Tables => $"""
            SELECT r.owner AS "schema_name", r.table_name AS "table_name", r.table_kind AS "table_kind"
            FROM {Relations} r
            ORDER BY 1, 2
            """,
        CatalogSet.Columns => ColumnQuery.Sql,
        CatalogSet.PrimaryKeys => PrimaryKeys,
        CatalogSet.ForeignKeys => ForeignKeys,
        CatalogSet.Indexes => Indexes,
        CatalogSet.Statistics => Statistics,
        // A database that a session could name beside its schemas there is none: pluggable ones are connected to.
        CatalogSet.Catalogs => """
            SELECT CAST(NULL AS VARCHAR2(128)) AS "catalog_name" FROM DUAL WHERE 1 = 0 AND (:1 IS NULL OR :2 IS NULL)
            """,
        _ => null,
    };

    // NVL on the parameter lets the server choose between an index and a scan, by whether it is NULL.
    private const string TableIsNamed = "t.owner = NVL(TO_CHAR(:1), t.owner) AND t.table_name = NVL(TO_CHAR(:2), t.table_name)";
    private const string TableIsAsked = "(:1 IS NOT NULL OR t.owner NOT IN (SELECT u.username FROM all_users u WHERE u.oracle_maintained = 'Y'))";
    private const string ViewIsNamed = "v.owner = NVL(TO_CHAR(:1), v.owner) AND v.view_name = NVL(TO_CHAR(:2), v.view_name)";
    private const string ViewIsAsked = "(:1 IS NOT NULL OR v.owner NOT IN (SELECT u.username FROM all_users u WHERE u.oracle_maintained = 'Y'))";

    // Not what lies in the recycle bin, within another table, or belongs to an index or an index-organized table.
    private const string IsTable = "t.dropped = 'NO' AND t.nested = 'NO' AND t.secondary = 'N' AND (t.iot_type IS NULL OR t.iot_type = 'IOT')";

    /// <summary>Tables, materialized views and views: owner, table_name, table_kind.</summary>
    public const string Relations = $"""
        (SELECT t.owner, t.table_name, CASE WHEN EXISTS (SELECT 1 FROM all_mviews m WHERE m.owner = t.owner AND m.mview_name = t.table_name) THEN 'materialized view'
            WHEN t.temporary = 'Y' THEN 'temporary table' ELSE 'table' END AS table_kind
          FROM all_tables t
          WHERE {TableIsNamed} AND {TableIsAsked} AND {IsTable}
          UNION ALL SELECT v.owner, v.view_name, 'view' FROM all_views v WHERE {ViewIsNamed} AND {ViewIsAsked})
        """;

    private const string Schemas = """
        SELECT u.username AS "schema_name" FROM all_users u
        WHERE u.username = NVL(TO_CHAR(:1), u.username) AND (:1 IS NOT NULL OR u.oracle_maintained = 'N')
          AND (:2 IS NULL OR EXISTS (SELECT 1 FROM all_tables t WHERE t.owner = u.username AND t.table_name = TO_CHAR(:2) AND t.dropped = 'NO')
            OR EXISTS (SELECT 1 FROM all_views v WHERE v.owner = u.username AND v.view_name = TO_CHAR(:2)))
        ORDER BY 1
        """;

    private const string PrimaryKeys = $"""
        SELECT r.owner AS "schema_name", r.table_name AS "table_name", k.constraint_name AS "key_name", c.column_name AS "column_name", CAST(c.position AS NUMBER(10)) AS "position"
        FROM {Relations} r
        JOIN all_constraints k ON k.owner = r.owner AND k.table_name = r.table_name AND k.constraint_type = 'P'
        JOIN all_cons_columns c ON c.owner = k.owner AND c.constraint_name = k.constraint_name
        ORDER BY 1, 2, 5
        """;

    // A key whose referenced table the user may not see is left out, since nothing tells what it refers to.
    private const string ForeignKeys = $"""
        SELECT r.owner AS "schema_name", r.table_name AS "table_name", k.constraint_name AS "key_name", c.column_name AS "column_name", CAST(c.position AS NUMBER(10)) AS "position",
          rk.owner AS "referenced_schema", rk.table_name AS "referenced_table", rc.column_name AS "referenced_column"
        FROM {Relations} r
        JOIN all_constraints k ON k.owner = r.owner AND k.table_name = r.table_name AND k.constraint_type = 'R'
        JOIN all_cons_columns c ON c.owner = k.owner AND c.constraint_name = k.constraint_name
        JOIN all_constraints rk ON rk.owner = k.r_owner AND rk.constraint_name = k.r_constraint_name
        LEFT JOIN all_cons_columns rc ON rc.owner = rk.owner AND rc.constraint_name = rk.constraint_name AND rc.position = c.position
        ORDER BY 1, 2, 3, 5
        """;

    // Descending columns are expressions to Oracle. The expression itself is a LONG, on which nothing can be asked.
    private const string Indexes = $"""
        SELECT r.owner AS "schema_name", r.table_name AS "table_name", i.index_name AS "index_name", CAST(CASE i.uniqueness WHEN 'UNIQUE' THEN 1 ELSE 0 END AS NUMBER(1)) AS "is_unique",
          CASE WHEN NOT EXISTS (SELECT 1 FROM all_ind_expressions e WHERE e.index_owner = i.owner AND e.index_name = i.index_name AND e.column_position = c.column_position)
            THEN c.column_name END AS "column_name", CAST(c.column_position AS NUMBER(10)) AS "position"
        FROM {Relations} r
        JOIN all_indexes i ON i.table_owner = r.owner AND i.table_name = r.table_name
        JOIN all_ind_columns c ON c.index_owner = i.owner AND c.index_name = i.index_name
        ORDER BY 1, 2, 3, 6
        """;

    // What DBMS_STATS found the last time. Of a table in partitions, or in a tablespace that is not the user's, the size of a block is not known.
    private const string Statistics = $"""
        SELECT t.owner AS "schema_name", t.table_name AS "table_name", CAST(t.num_rows AS NUMBER(18)) AS "row_estimate", CAST(t.blocks * s.block_size AS NUMBER(18)) AS "bytes",
          CAST((SELECT CASE WHEN COUNT(*) = COUNT(i.leaf_blocks * x.block_size) THEN NVL(SUM(i.leaf_blocks * x.block_size), 0) END
            FROM all_indexes i LEFT JOIN user_tablespaces x ON x.tablespace_name = i.tablespace_name
            WHERE i.table_owner = t.owner AND i.table_name = t.table_name AND i.index_type <> 'LOB') AS NUMBER(18)) AS "index_bytes"
        FROM all_tables t LEFT JOIN user_tablespaces s ON s.tablespace_name = t.tablespace_name
        WHERE {TableIsNamed} AND {TableIsAsked} AND {IsTable}
        ORDER BY 1, 2
        """;
}
