namespace Quarry.Plugins.Oracle.Catalog;

/// <summary>The table that a name means: of the schema given, or of the session's; a synonym there; a public one
/// (https://docs.oracle.com/en/database/oracle/oracle-database/23/sqlrf/Database-Object-Names-and-Qualifiers.html, How Oracle Database Resolves Schema Object References).</summary>
/// <remarks>A synonym hides the public one of its name also if it leads to another database, which the catalog does not tell of. A synonym of a synonym is not followed.</remarks>
internal static class TableSearch
{
    private const string Schema = "NVL(TO_CHAR(:1), SYS_CONTEXT('USERENV', 'CURRENT_SCHEMA'))";

    private const string Kind = """
        CASE WHEN EXISTS (SELECT 1 FROM all_views v WHERE v.owner = f.owner AND v.view_name = f.table_name) THEN 'view'
            WHEN EXISTS (SELECT 1 FROM all_mviews m WHERE m.owner = f.owner AND m.mview_name = f.table_name) THEN 'materialized view'
            WHEN EXISTS (SELECT 1 FROM all_tables t WHERE t.owner = f.owner AND t.table_name = f.table_name AND t.temporary = 'Y') THEN 'temporary table' ELSE 'table' END
        """;

    public const string Sql = $"""
        SELECT f.owner AS "schema_name", f.table_name AS "table_name", {Kind} AS "table_kind"
        FROM (
          SELECT MIN(n.owner) KEEP (DENSE_RANK FIRST ORDER BY n.place) AS owner, MIN(n.table_name) KEEP (DENSE_RANK FIRST ORDER BY n.place) AS table_name
          FROM (
            SELECT o.owner, o.object_name AS table_name, 1 AS place FROM all_objects o
            WHERE o.owner = {Schema} AND o.object_name = TO_CHAR(:2) AND o.object_type IN ('TABLE', 'VIEW')
            UNION ALL SELECT s.table_owner, CASE WHEN s.db_link IS NULL THEN s.table_name END, 2 FROM all_synonyms s
            WHERE s.owner = {Schema} AND s.synonym_name = TO_CHAR(:2)
            UNION ALL SELECT s.table_owner, CASE WHEN s.db_link IS NULL THEN s.table_name END, 3 FROM all_synonyms s
            WHERE :1 IS NULL AND s.owner = 'PUBLIC' AND s.synonym_name = TO_CHAR(:2)) n) f
        WHERE EXISTS (SELECT 1 FROM all_objects o WHERE o.owner = f.owner AND o.object_name = f.table_name AND o.object_type IN ('TABLE', 'VIEW'))
        """;
}
