namespace Quarry.Plugins.SqlServer.Catalog;

/// <summary>The table that a name means: of a name without a schema, by the user's default schema and then dbo, which is what OBJECT_ID does
/// (https://learn.microsoft.com/sql/t-sql/functions/object-id-transact-sql); of one that begins with #, the session's own in tempdb.</summary>
internal static class FoundTables
{
    /// <summary>The name of a temporary table with its #, or NULL if the parameters name none.</summary>
    public const string Temporary = """
        CASE WHEN @p2 LIKE N'#%' AND (@p1 IS NULL OR @p1 = N'#') THEN @p2 WHEN @p1 = N'#' THEN N'#' + @p2 END
        """;

    // QUOTENAME of more than 128 characters is NULL: such a name is none.
    public const string Find = $"""
        SELECT s.name AS schema_name, o.name AS table_name, {CatalogQueries.TableKind}
        FROM sys.objects AS o JOIN sys.schemas AS s ON s.schema_id = o.schema_id
        WHERE o.type IN ('U', 'V') AND o.object_id = OBJECT_ID(CASE WHEN @p1 IS NULL THEN N'' ELSE QUOTENAME(@p1) + N'.' END + QUOTENAME(@p2))
        UNION ALL
        SELECT N'#', STUFF(t.name, 1, 1, N''), N'table' FROM (SELECT {Temporary} AS name) AS t WHERE OBJECT_ID(N'tempdb..' + QUOTENAME(t.name), N'U') IS NOT NULL
        """;
}
