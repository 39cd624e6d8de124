using Quarry.Contracts;

namespace Quarry.Plugins.PostgreSql.Catalog;

/// <summary>The catalog by pg_catalog, which tells more than information_schema and not only what the user owns
/// (https://www.postgresql.org/docs/current/catalogs.html). Names compare exactly; the system's own schemas are left out unless one is asked for.</summary>
internal static class CatalogQueries
{
    // The casts let the server infer the parameters' types also where only IS NULL uses them.
    private const string Schema = "($1::text IS NULL AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema' OR n.nspname = $1::text)";
    private const string Table = "($2::text IS NULL OR c.relname = $2::text)";

    private const string Relations = $"""
        pg_catalog.pg_class AS c JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace AND {Schema} AND {Table} AND c.relkind IN ('r', 'p', 'v', 'm', 'f')
        """;

    private const string TableKind = """
        CASE c.relkind WHEN 'v' THEN 'view' WHEN 'm' THEN 'materialized view' WHEN 'f' THEN 'foreign table' WHEN 'p' THEN 'partitioned table' ELSE 'table' END AS table_kind
        """;

    /// <summary>The table that a name means by the search path, the session's temporary tables first.</summary>
    public const string FindTable = $"""
        SELECT n.nspname AS schema_name, c.relname AS table_name, {TableKind}
        FROM pg_catalog.pg_class AS c JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
        WHERE c.oid = pg_catalog.to_regclass(coalesce(pg_catalog.quote_ident($1::text) || '.', '') || pg_catalog.quote_ident($2::text))
        """;

    public static string? Of(CatalogSet set) => set switch
    {
        CatalogSet.Schemas => $"""
            SELECT n.nspname AS schema_name FROM pg_catalog.pg_namespace AS n
            WHERE {Schema} AND ($2::text IS NULL OR EXISTS (SELECT 1 FROM pg_catalog.pg_class AS c WHERE c.relnamespace = n.oid AND {Table}))
            ORDER BY 1
            """,
        CatalogSet.Tables => $"""
            SELECT n.nspname AS schema_name, c.relname AS table_name, {TableKind}
            FROM {Relations}
            ORDER BY 1, 2
            """,
        CatalogSet.Columns => Columns,
        CatalogSet.PrimaryKeys => PrimaryKeys,
        CatalogSet.ForeignKeys => ForeignKeys,
        CatalogSet.Indexes => Indexes,
        CatalogSet.Catalogs => Catalogs,
        CatalogSet.Statistics => Statistics,
        _ => null,
    };

    // Positions count what is left: a dropped column keeps its number. Values of a domain travel as its base type, which may be a domain again. What a
    // numeric's modifier holds: make_numeric_typmod in src/backend/utils/adt/numeric.c.
    private const string Columns = $"""
        SELECT n.nspname AS schema_name, c.relname AS table_name, a.attname AS column_name,
          row_number() OVER (PARTITION BY c.oid ORDER BY a.attnum) AS position, pg_catalog.format_type(a.atttypid, a.atttypmod) AS type_name,
          CASE WHEN a.attnotnull OR t.typnotnull THEN 0 ELSE 1 END AS is_nullable,
          CASE WHEN a.attgenerated = '' THEN pg_catalog.pg_get_expr(d.adbin, d.adrelid) END AS default_sql,
          coalesce(b.oid, a.atttypid)::int8 AS type_code,
          CASE WHEN {IsNumeric} THEN ({Modifier} - 4) >> 16 & 65535 ELSE 0 END AS precision,
          CASE WHEN {IsNumeric} THEN (({Modifier} - 4) & 2047 # 1024) - 1024 ELSE 0 END AS scale,
          CASE WHEN a.attidentity <> '' OR a.attgenerated <> '' OR t.typdefault IS NOT NULL THEN 1 WHEN NOT {HasTrigger} THEN 0 END AS is_generated
        FROM {Relations}
        JOIN pg_catalog.pg_attribute AS a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
        JOIN pg_catalog.pg_type AS t ON t.oid = a.atttypid
        LEFT JOIN pg_catalog.pg_attrdef AS d ON d.adrelid = c.oid AND d.adnum = a.attnum
        LEFT JOIN LATERAL (
          WITH RECURSIVE base AS (
            SELECT t.typbasetype AS oid, t.typtypmod AS modifier WHERE t.typtype = 'd'
            UNION ALL SELECT bt.typbasetype, bt.typtypmod FROM base JOIN pg_catalog.pg_type AS bt ON bt.oid = base.oid AND bt.typtype = 'd')
          SELECT base.oid, base.modifier FROM base JOIN pg_catalog.pg_type AS bt ON bt.oid = base.oid AND bt.typtype <> 'd') AS b ON true
        ORDER BY 1, 2, 4
        """;

    private const string Modifier = "coalesce(b.modifier, a.atttypmod)";
    // numeric and its array.
    private const string IsNumeric = $"coalesce(b.oid, a.atttypid) IN (1700, 1231) AND {Modifier} >= 4";

    // A trigger FOR EACH ROW BEFORE INSERT (1, 2 and 4 of tgtype: src/include/catalog/pg_trigger.h) may set any column.
    private const string HasTrigger =
        "EXISTS (SELECT 1 FROM pg_catalog.pg_trigger AS g WHERE g.tgrelid = c.oid AND NOT g.tgisinternal AND g.tgtype & 7 = 7)";

    private const string PrimaryKeys = $"""
        SELECT n.nspname AS schema_name, c.relname AS table_name, k.conname AS key_name, a.attname AS column_name, u.position
        FROM {Relations}
        JOIN pg_catalog.pg_constraint AS k ON k.conrelid = c.oid AND k.contype = 'p'
        CROSS JOIN LATERAL unnest(k.conkey) WITH ORDINALITY AS u (attnum, position)
        JOIN pg_catalog.pg_attribute AS a ON a.attrelid = c.oid AND a.attnum = u.attnum
        ORDER BY 1, 2, 5
        """;

    private const string ForeignKeys = $"""
        SELECT n.nspname AS schema_name, c.relname AS table_name, k.conname AS key_name, a.attname AS column_name, u.position,
          rn.nspname AS referenced_schema, r.relname AS referenced_table, ra.attname AS referenced_column
        FROM {Relations}
        JOIN pg_catalog.pg_constraint AS k ON k.conrelid = c.oid AND k.contype = 'f' AND k.conparentid = 0
        CROSS JOIN LATERAL unnest(k.conkey, k.confkey) WITH ORDINALITY AS u (attnum, referenced, position)
        JOIN pg_catalog.pg_attribute AS a ON a.attrelid = c.oid AND a.attnum = u.attnum
        JOIN pg_catalog.pg_class AS r ON r.oid = k.confrelid
        JOIN pg_catalog.pg_namespace AS rn ON rn.oid = r.relnamespace
        JOIN pg_catalog.pg_attribute AS ra ON ra.attrelid = r.oid AND ra.attnum = u.referenced
        ORDER BY 1, 2, 3, 5
        """;

    // Only key columns: what INCLUDE adds cannot be searched.
    private const string Indexes = $"""
        SELECT n.nspname AS schema_name, c.relname AS table_name, x.relname AS index_name, CASE WHEN i.indisunique THEN 1 ELSE 0 END AS is_unique,
          a.attname AS column_name, u.position
        FROM {Relations}
        JOIN pg_catalog.pg_index AS i ON i.indrelid = c.oid AND i.indislive
        JOIN pg_catalog.pg_class AS x ON x.oid = i.indexrelid
        CROSS JOIN LATERAL unnest(i.indkey::int2[]) WITH ORDINALITY AS u (attnum, position)
        LEFT JOIN pg_catalog.pg_attribute AS a ON a.attrelid = c.oid AND a.attnum = u.attnum AND u.attnum <> 0
        WHERE u.position <= i.indnkeyatts
        ORDER BY 1, 2, 3, 6
        """;

    private const string Catalogs = """
        SELECT d.datname AS catalog_name FROM pg_catalog.pg_database AS d
        WHERE d.datallowconn AND NOT d.datistemplate AND ($1::text IS NULL AND $2::text IS NULL OR d.datname = pg_catalog.current_database())
        ORDER BY 1
        """;

    // reltuples is -1 until a table is analyzed; before PostgreSQL 14 it was 0. A partitioned table's bytes are its partitions', which stand on their own.
    private const string Statistics = $"""
        SELECT n.nspname AS schema_name, c.relname AS table_name,
          CASE WHEN c.reltuples > 0 OR c.reltuples = 0 AND (c.relpages > 0 OR pg_catalog.current_setting('server_version_num')::int4 >= 140000)
            THEN c.reltuples::int8 END AS row_estimate,
          CASE WHEN c.relkind IN ('r', 'm') THEN pg_catalog.pg_table_size(c.oid) END AS bytes,
          CASE WHEN c.relkind IN ('r', 'm') THEN pg_catalog.pg_indexes_size(c.oid) END AS index_bytes
        FROM {Relations}
        WHERE c.relkind <> 'v'
        ORDER BY 1, 2
        """;
}
