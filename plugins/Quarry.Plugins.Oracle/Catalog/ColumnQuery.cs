namespace Quarry.Plugins.Oracle.Catalog;

/// <summary>The columns, from ALL_TAB_COLS (https://docs.oracle.com/en/database/oracle/oracle-database/23/refrn/ALL_TAB_COLS.html).</summary>
internal static class ColumnQuery
{
    // The type as it was declared. Those with a unit of their own (TIMESTAMP(6), INTERVAL DAY(2) TO SECOND(6)) are named so by the view.
    private const string TypeName = """
        CASE
            WHEN c.data_type_owner IS NOT NULL AND c.data_type <> 'XMLTYPE' THEN c.data_type_owner || '.' || c.data_type
            WHEN c.data_type = 'NUMBER' AND c.data_scale IS NOT NULL THEN 'NUMBER(' || NVL(TO_CHAR(c.data_precision), '*') || ',' || c.data_scale || ')'
            WHEN c.data_type = 'FLOAT' THEN 'FLOAT(' || c.data_precision || ')'
            WHEN c.data_type IN ('CHAR', 'VARCHAR2') THEN c.data_type || '(' || c.char_length || CASE c.char_used WHEN 'C' THEN ' CHAR)' ELSE ' BYTE)' END
            WHEN c.data_type IN ('NCHAR', 'NVARCHAR2') THEN c.data_type || '(' || c.char_length || ')'
            WHEN c.data_type = 'RAW' THEN 'RAW(' || c.data_length || ')'
            ELSE c.data_type
          END
        """;

    // As Oracle's ODBC driver describes the types: https://docs.oracle.com/en/database/oracle/oracle-database/23/odbcd/unicode-support.html.
    private const string TypeCode = """
        CASE
            WHEN c.data_type LIKE 'TIMESTAMP%' OR c.data_type = 'DATE' THEN 93
            ELSE DECODE(c.data_type, 'CHAR', 1, 'VARCHAR2', 12, 'NCHAR', -8, 'NVARCHAR2', -9, 'NUMBER', 3, 'FLOAT', 6, 'BINARY_FLOAT', 7, 'BINARY_DOUBLE', 8, 'RAW', -3,
              'LONG RAW', -4, 'BLOB', -4, 'BFILE', -4, 'CLOB', -1, 'LONG', -1, 'NCLOB', -10, 'ROWID', 12, 'UROWID', 12, 'BOOLEAN', -7, 0)
          END
        """;

    // A trigger may set any column; what a view's tables give nobody says here.
    private const string IsGenerated = """
        CASE
            WHEN c.identity_column = 'YES' OR c.virtual_column = 'YES' THEN 1
            WHEN r.table_kind = 'view' OR EXISTS (SELECT 1 FROM all_triggers g WHERE g.table_owner = c.owner AND g.table_name = c.table_name AND g.status = 'ENABLED'
              AND g.triggering_event LIKE '%INSERT%' AND (g.trigger_type = 'BEFORE EACH ROW' OR g.trigger_type = 'COMPOUND' AND g.before_row = 'YES')) THEN NULL
            ELSE 0
          END
        """;

    /// <summary>The query. The default is a LONG, of which no expression can be made: of a virtual column it is what the column computes, of an identity the sequence.</summary>
    public const string Sql = $"""
        SELECT c.owner AS "schema_name", c.table_name AS "table_name", c.column_name AS "column_name", CAST(c.column_id AS NUMBER(10)) AS "position",
          {TypeName} AS "type_name",
          CAST(CASE c.nullable WHEN 'N' THEN 0 ELSE 1 END AS NUMBER(1)) AS "is_nullable", c.data_default AS "default_sql",
          CAST({TypeCode} AS NUMBER(10)) AS "type_code",
          CAST(CASE WHEN c.data_type = 'NUMBER' AND c.data_scale IS NOT NULL THEN NVL(c.data_precision, 38) ELSE 0 END AS NUMBER(10)) AS "precision",
          CAST(CASE WHEN c.data_type = 'NUMBER' OR c.data_type LIKE 'TIMESTAMP%' THEN NVL(c.data_scale, 0) ELSE 0 END AS NUMBER(10)) AS "scale",
          CAST({IsGenerated} AS NUMBER(1)) AS "is_generated"
        FROM {CatalogQueries.Relations} r
        JOIN all_tab_cols c ON c.owner = r.owner AND c.table_name = r.table_name AND c.hidden_column = 'NO'
        ORDER BY 1, 2, 4
        """;
}
