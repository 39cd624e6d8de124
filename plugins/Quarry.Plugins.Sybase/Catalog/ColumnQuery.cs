namespace Quarry.Plugins.Sybase.Catalog;

/// <summary>Columns by syscolumns and systypes (https://infocenter.sybase.com/help/topic/com.sybase.infocenter.dc36274.1570/html/tables/X14340.htm).</summary>
internal static class ColumnQuery
{
    // Columns that ASE made for the keys of an index on an expression are nobody's.
    private const string Visible = "ISNULL(c.status3, 0) & 1 = 0";

    private const string TypeName = """
        CASE WHEN t.name IN ('numeric', 'decimal') THEN t.name + '(' + CONVERT(varchar(5), c.prec) + ',' + CONVERT(varchar(5), c.scale) + ')'
            WHEN t.name IN ('char', 'varchar', 'binary', 'varbinary') THEN t.name + '(' + CONVERT(varchar(10), c.length) + ')'
            WHEN t.name IN ('nchar', 'nvarchar') THEN t.name + '(' + CONVERT(varchar(10), c.length / @@ncharsize) + ')'
            WHEN t.name IN ('unichar', 'univarchar') THEN t.name + '(' + CONVERT(varchar(10), c.length / @@unicharsize) + ')'
            ELSE t.name END
        """;

    // The physical type as its SQL type code: what a user-defined type is. Types that take NULL have numbers of their own, and their length tells which it is.
    private const string TypeCode = """
        CASE WHEN c.type = 50 THEN -7
            WHEN c.type = 48 OR c.type = 38 AND c.length = 1 THEN -6
            WHEN c.type IN (52, 65) OR c.type IN (38, 68) AND c.length = 2 THEN 5
            WHEN c.type IN (56, 66) OR c.type IN (38, 68) AND c.length = 4 THEN 4
            WHEN c.type IN (191, 67) OR c.type IN (38, 68) AND c.length = 8 THEN -5
            WHEN c.type IN (63, 108) THEN 2
            WHEN c.type IN (55, 106, 60, 122, 110) THEN 3
            WHEN c.type = 59 OR c.type = 109 AND c.length = 4 THEN 7
            WHEN c.type IN (62, 109) THEN 8
            WHEN c.type IN (49, 123) THEN 91
            WHEN c.type IN (51, 147, 188, 190) THEN 92
            WHEN c.type IN (58, 61, 111, 187, 189) THEN 93
            WHEN c.type = 47 THEN 1 WHEN c.type = 39 THEN 12 WHEN c.type = 35 THEN -1
            WHEN c.type = 135 THEN -8 WHEN c.type = 155 THEN -9 WHEN c.type = 174 THEN -10
            WHEN c.type = 45 THEN -2 WHEN c.type = 37 THEN -3 WHEN c.type = 34 THEN -4
            ELSE 0 END
        """;

    // A default of CREATE TABLE is kept as "DEFAULT text" in rows of 255 bytes: a full row may go on in the next. Others are procedures.
    private const string HasDefaultText = "UPPER(SUBSTRING(m.text, 1, 8)) = 'DEFAULT ' AND DATALENGTH(m.text) < 255";

    public static string Text(string tables, string asked) => $"""
        SELECT u.name AS schema_name, o.name AS table_name, c.name AS column_name,
          (SELECT COUNT(*) FROM dbo.syscolumns p WHERE p.id = c.id AND p.colid <= c.colid AND ISNULL(p.status3, 0) & 1 = 0) AS "position",
          {TypeName} AS type_name,
          CASE WHEN c.status & 8 = 8 THEN 1 ELSE 0 END AS is_nullable,
          CASE WHEN {HasDefaultText} THEN LTRIM(SUBSTRING(m.text, 9, 255)) END AS default_sql,
          {TypeCode} AS type_code, ISNULL(CONVERT(int, c.prec), 0) AS "precision", ISNULL(CONVERT(int, c.scale), 0) AS "scale",
          CASE WHEN c.status & 128 = 128 OR c.usertype = 80 OR c.computedcol IS NOT NULL THEN 1
            WHEN c.cdefault <> 0 AND NOT ({HasDefaultText}) OR c.cdefault <> 0 AND m.text IS NULL THEN 1
            WHEN o.instrig = 0 THEN 0 END AS is_generated
        FROM {tables}
        JOIN dbo.syscolumns c ON c.id = o.id
        JOIN dbo.systypes t ON t.usertype = c.usertype
        LEFT JOIN dbo.syscomments m ON m.id = c.cdefault AND m.colid = 1 AND m.colid2 = 0
        WHERE o.type IN ('U', 'V') AND {Visible} AND {asked}
        ORDER BY 1, 2, 4
        """;
}
