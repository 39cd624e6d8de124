using Quarry.Contracts;

namespace Quarry.Plugins.Sqlite.Catalog;

/// <summary>The catalog by table-valued pragmas (https://www.sqlite.org/pragma.html#pragfunc). Names compare as SQLite compares them: ASCII letters
/// without case. Schemas are the session's databases: main, temp and what is attached.</summary>
internal static class CatalogQueries
{
    private const string Tables = """
        pragma_table_list AS t
        WHERE (?1 IS NULL OR t.schema = ?1 COLLATE NOCASE) AND (?2 IS NULL OR t.name = ?2 COLLATE NOCASE)
          AND t.name NOT LIKE 'sqlite\_%' ESCAPE '\'
        """;

    private const string Filtered = "(SELECT t.schema, t.name, t.type, t.wr FROM " + Tables + ") AS t";

    /// <summary>A name without a schema is looked for in temp, main, and then what was attached first (https://www.sqlite.org/lang_naming.html).</summary>
    public const string FindTable = """
        SELECT t.schema AS schema_name, t.name AS table_name, t.type AS table_kind
        FROM pragma_table_list AS t JOIN pragma_database_list AS d ON d.name = t.schema
        WHERE (?1 IS NULL OR t.schema = ?1 COLLATE NOCASE) AND t.name = ?2 COLLATE NOCASE
        ORDER BY t.schema <> 'temp', d.seq
        LIMIT 1
        """;

    public static string? Of(CatalogSet set) => set switch
    {
        CatalogSet.Schemas => """
            SELECT d.name AS schema_name FROM pragma_database_list AS d
            WHERE (?1 IS NULL OR d.name = ?1 COLLATE NOCASE)
              AND (?2 IS NULL OR EXISTS (SELECT 1 FROM pragma_table_list AS t WHERE t.schema = d.name AND t.name = ?2 COLLATE NOCASE))
            ORDER BY d.seq
            """,
        CatalogSet.Tables => "SELECT t.schema AS schema_name, t.name AS table_name, t.type AS table_kind FROM " + Tables + " ORDER BY 1, 2",
        CatalogSet.Columns => Columns,
        CatalogSet.PrimaryKeys => PrimaryKeys,
        CatalogSet.ForeignKeys => ForeignKeys,
        CatalogSet.Indexes => Indexes,
        // Nothing stands above a session's databases, which are its schemas.
        CatalogSet.Catalogs => "SELECT NULL AS catalog_name WHERE ?1 IS NOT ?1 AND ?2 IS NOT ?2",
        CatalogSet.Statistics => Statistics,
        _ => null,
    };

    // hidden = 1 is a parameter of a virtual table. An INTEGER PRIMARY KEY is the rowid, never NULL, and has no index; other primary keys have one.
    private const string Columns = $"""
        SELECT t.schema AS schema_name, t.name AS table_name, c.name AS column_name,
          row_number() OVER (PARTITION BY t.schema, t.name ORDER BY c.cid) AS position, c.type AS type_name,
          NOT (c."notnull" OR {IsRowId}) AS is_nullable,
          c.dflt_value AS default_sql, 0 AS type_code, 0 AS precision, 0 AS scale, c.hidden IN (2, 3) OR {IsRowId} AS is_generated
        FROM {Filtered}, pragma_table_xinfo(t.name, t.schema) AS c
        WHERE c.hidden <> 1
        ORDER BY 1, 2, 4
        """;

    private const string IsRowId = """
        (c.pk = 1 AND t.wr = 0 AND c.type = 'INTEGER' COLLATE NOCASE AND NOT EXISTS (SELECT 1 FROM pragma_index_list(t.name, t.schema) AS i WHERE i.origin = 'pk'))
        """;

    // SQLite does not tell the names of key constraints; the key's index has one, and a rowid needs none.
    private const string PrimaryKeys = $"""
        SELECT t.schema AS schema_name, t.name AS table_name,
          coalesce((SELECT i.name FROM pragma_index_list(t.name, t.schema) AS i WHERE i.origin = 'pk'), 'rowid') AS key_name,
          c.name AS column_name, c.pk AS position
        FROM {Filtered}, pragma_table_xinfo(t.name, t.schema) AS c
        WHERE c.pk > 0
        ORDER BY 1, 2, 5
        """;

    // Without a column list the reference is to the other table's primary key.
    private const string ForeignKeys = $"""
        SELECT t.schema AS schema_name, t.name AS table_name, 'fk_' || f.id AS key_name, f."from" AS column_name, f.seq + 1 AS position,
          t.schema AS referenced_schema, f."table" AS referenced_table,
          coalesce(f."to", (SELECT p.name FROM pragma_table_info(f."table", t.schema) AS p WHERE p.pk = f.seq + 1)) AS referenced_column
        FROM {Filtered}, pragma_foreign_key_list(t.name, t.schema) AS f
        ORDER BY 1, 2, f.id, 5
        """;

    private const string Indexes = $"""
        SELECT t.schema AS schema_name, t.name AS table_name, i.name AS index_name, i."unique" AS is_unique, c.name AS column_name, c.seqno + 1 AS position
        FROM {Filtered}, pragma_index_list(t.name, t.schema) AS i, pragma_index_xinfo(i.name, t.schema) AS c
        WHERE c.key = 1
        ORDER BY 1, 2, 3, 6
        """;

    // SQLite keeps no sizes of tables; to count pages is to read the file. WITHOUT ROWID tables and others count alike, views and virtual tables do not.
    private const string Statistics = $"""
        SELECT t.schema AS schema_name, t.name AS table_name, {RowEstimate.Function}(t.schema, t.name) AS row_estimate, NULL AS bytes, NULL AS index_bytes
        FROM {Tables} AND t.type = 'table'
        ORDER BY 1, 2
        """;
}
