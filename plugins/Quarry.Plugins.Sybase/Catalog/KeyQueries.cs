namespace Quarry.Plugins.Sybase.Catalog;

/// <summary>Keys and indexes, with all their columns: index_col() gives those of an index by number, sysreferences has sixteen pairs in a row.</summary>
internal static class KeyQueries
{
    private const int MostIndexColumns = 31;
    private const int MostReferenceColumns = 16;

    // status of sysindexes: 2 is unique, 2048 a primary key. Index 0 is the table, 255 its text and image.
    private const string IndexColumn = "INDEX_COL(o.name, i.indid, k.n, o.uid)";

    public static string PrimaryKeys(string tables, string asked) => $"""
        SELECT u.name AS schema_name, o.name AS table_name, i.name AS key_name, {IndexColumn} AS column_name, k.n AS "position"
        FROM {tables}
        JOIN dbo.sysindexes i ON i.id = o.id AND i.status & 2048 = 2048
        JOIN {Numbers(MostIndexColumns)} k ON k.n <= i.keycnt
        WHERE o.type = 'U' AND {IndexColumn} IS NOT NULL AND {asked}
        ORDER BY 1, 2, 3, 5
        """;

    // https://infocenter-archive.sybase.com/help/topic/com.sybase.help.ase_15.0.tables/html/tables/tables54.htm: a name of a database is NULL for the session's own.
    public static string ForeignKeys(string tables, string asked) => $"""
        SELECT u.name AS schema_name, o.name AS table_name, f.name AS key_name, c.name AS column_name, k.n AS "position",
          ru.name AS referenced_schema, ro.name AS referenced_table, rc.name AS referenced_column
        FROM {tables}
        JOIN dbo.sysreferences r ON r.tableid = o.id AND r.frgndbname IS NULL AND r.pmrydbname IS NULL
        JOIN dbo.sysobjects f ON f.id = r.constrid
        JOIN {Numbers(MostReferenceColumns)} k ON k.n <= r.keycnt
        JOIN dbo.syscolumns c ON c.id = r.tableid AND c.colid = {Pick("fokey")}
        JOIN dbo.sysobjects ro ON ro.id = r.reftabid
        JOIN dbo.sysusers ru ON ru.uid = ro.uid
        JOIN dbo.syscolumns rc ON rc.id = r.reftabid AND rc.colid = {Pick("refkey")}
        WHERE o.type = 'U' AND {asked}
        ORDER BY 1, 2, 3, 5
        """;

    // A column that ASE made for an expression has no name of the user's.
    public static string Indexes(string tables, string asked) => $"""
        SELECT u.name AS schema_name, o.name AS table_name, i.name AS index_name, CASE WHEN i.status & 2 = 2 THEN 1 ELSE 0 END AS is_unique,
          CASE WHEN ISNULL(c.status3, 0) & 1 = 1 THEN NULL ELSE c.name END AS column_name, k.n AS "position"
        FROM {tables}
        JOIN dbo.sysindexes i ON i.id = o.id AND i.indid BETWEEN 1 AND 254
        JOIN {Numbers(MostIndexColumns)} k ON k.n <= i.keycnt
        JOIN dbo.syscolumns c ON c.id = o.id AND c.name = {IndexColumn}
        WHERE o.type = 'U' AND {asked}
        ORDER BY 1, 2, 3, 6
        """;

    private static string Numbers(int count) => $"(SELECT 1 AS n{string.Concat(Enumerable.Range(2, count - 1).Select(n => $" UNION ALL SELECT {n}"))})";

    private static string Pick(string column) => $"CASE k.n{string.Concat(Enumerable.Range(1, MostReferenceColumns).Select(n => $" WHEN {n} THEN r.{column}{n}"))} END";
}
