using System.Globalization;
using Quarry.Plugins.Shared;

namespace Quarry.Plugins.SqlServer.Catalog;

/// <summary>The columns of tables and views, and of a temporary table, which stands in another database
/// (https://learn.microsoft.com/sql/relational-databases/system-catalog-views/sys-columns-transact-sql).</summary>
internal static class ColumnQuery
{
    private static readonly (string Names, int Code)[] s_codes =
    [
        ("'bit'", SqlTypes.Bit), ("'tinyint'", SqlTypes.TinyInt), ("'smallint'", SqlTypes.SmallInt), ("'int'", SqlTypes.Integer), ("'bigint'", SqlTypes.BigInt),
        ("'decimal', 'money', 'smallmoney'", SqlTypes.Decimal), ("'numeric'", SqlTypes.Numeric), ("'real'", SqlTypes.Real), ("'float'", SqlTypes.Float), ("'date'", SqlTypes.Date),
        ("'time'", SqlTypes.ServerTime), ("'datetime', 'smalldatetime', 'datetime2'", SqlTypes.Timestamp), ("'datetimeoffset'", SqlTypes.ServerTimestampOffset),
        ("'char'", SqlTypes.Char), ("'varchar'", SqlTypes.VarChar), ("'text'", SqlTypes.LongVarChar), ("'nchar'", SqlTypes.WChar), ("'nvarchar', 'json', 'vector'", SqlTypes.WVarChar),
        ("'ntext'", SqlTypes.WLongVarChar), ("'binary', 'timestamp'", SqlTypes.Binary), ("'varbinary'", SqlTypes.VarBinary), ("'image'", SqlTypes.LongVarBinary),
        ("'uniqueidentifier'", SqlTypes.Guid), ("'sql_variant'", SqlTypes.Variant), ("'xml'", SqlTypes.Xml),
    ];

    /// <summary>The database's own tables and views, and behind them a temporary table, if the parameters name one.</summary>
    // The catalogs of two databases may have two collations, between which the server does not choose.
    public static string Sql { get; } = $"""
        {Select("s.name", "o.name", "", "")}
        FROM {CatalogQueries.NamedObjects}
        {Joins("")}
        UNION ALL
        {Select("N'#'", "@p2", " COLLATE DATABASE_DEFAULT", "tempdb.")}
        FROM tempdb.sys.objects AS o
        {Joins("tempdb.")}
        WHERE o.object_id = OBJECT_ID(N'tempdb..' + QUOTENAME({FoundTables.Temporary}), N'U')
        ORDER BY 1, 2, 4
        """;

    // A dropped column keeps its number. Of an alias type the values are those of its base type, whose name is told; the types of the CLR have no base type.
    private static string Select(string schema, string table, string collate, string database) => $"""
        SELECT {schema} AS schema_name, {table} AS table_name, c.name{collate} AS column_name, CAST(ROW_NUMBER() OVER (PARTITION BY c.object_id ORDER BY c.column_id) AS int) AS position,
          y.name{collate} + CASE
            WHEN y.name IN ('decimal', 'numeric') THEN CONCAT('(', c.precision, ',', c.scale, ')')
            WHEN y.name IN ('time', 'datetime2', 'datetimeoffset') THEN CONCAT('(', c.scale, ')')
            WHEN y.name IN ('char', 'varchar', 'nchar', 'nvarchar', 'binary', 'varbinary') AND c.max_length = -1 THEN '(max)'
            WHEN y.name IN ('nchar', 'nvarchar') THEN CONCAT('(', c.max_length / 2, ')')
            WHEN y.name IN ('char', 'varchar', 'binary', 'varbinary') THEN CONCAT('(', c.max_length, ')') ELSE '' END AS type_name,
          CASE WHEN c.is_nullable = 1 THEN 1 ELSE 0 END AS is_nullable, d.definition{collate} AS default_sql,
          CASE {Codes()} ELSE CASE WHEN c.system_type_id = 240 THEN {Number(SqlTypes.Udt)} ELSE 0 END END AS type_code,
          CASE WHEN y.name IN ('decimal', 'numeric', 'money', 'smallmoney') THEN CAST(c.precision AS int) ELSE 0 END AS precision,
          CASE WHEN y.name IN ('decimal', 'numeric', 'money', 'smallmoney', 'time', 'datetime', 'datetime2', 'datetimeoffset') THEN CAST(c.scale AS int) ELSE 0 END AS scale,
          CASE WHEN c.is_identity = 1 OR c.is_computed = 1 OR c.generated_always_type <> 0 OR y.name = 'timestamp' OR c.default_object_id <> 0 AND d.definition IS NULL THEN 1
            WHEN NOT EXISTS (SELECT 1 FROM {database}sys.triggers AS g JOIN {database}sys.trigger_events AS e ON e.object_id = g.object_id AND e.type = 1
              WHERE g.parent_id = o.object_id AND g.is_instead_of_trigger = 1) THEN 0 END AS is_generated
        """;

    // A trigger INSTEAD OF INSERT may set any column. A default that is an object of its own (sp_bindefault) has no definition here.
    private static string Joins(string database) => $"""
        JOIN {database}sys.columns AS c ON c.object_id = o.object_id
        JOIN {database}sys.types AS t ON t.user_type_id = c.user_type_id
        LEFT JOIN {database}sys.types AS b ON b.user_type_id = c.system_type_id AND b.is_user_defined = 0
        CROSS APPLY (SELECT COALESCE(b.name, t.name) AS name) AS y
        LEFT JOIN {database}sys.default_constraints AS d ON d.object_id = c.default_object_id
        """;

    private static string Codes() => string.Join(' ', s_codes.Select(row => $"WHEN y.name IN ({row.Names}) THEN {Number(row.Code)}"));

    private static string Number(int code) => code.ToString(CultureInfo.InvariantCulture);
}
