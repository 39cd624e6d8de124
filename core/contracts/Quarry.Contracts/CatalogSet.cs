namespace Quarry.Contracts;

/// <summary>The sets of metadata of <see cref="Dialect.CatalogSql"/>, each with the columns that its query returns, in order.</summary>
public enum CatalogSet
{
    /// <summary>Columns: schema_name.</summary>
    Schemas,
    /// <summary>Columns: schema_name, table_name, table_kind (<c>table</c>, <c>view</c>, or the database's own word).</summary>
    Tables,
    /// <summary>Columns: schema_name, table_name, column_name, position (from 1), type_name, is_nullable (0 or 1), default_sql, type_code, precision, scale:
    /// the last three are those of <see cref="NativeColumn"/>, each 0 where it has none. A driver that knows adds is_generated: 1 if the database gives a value of
    /// its own where a row has none and default_sql does not say which, 0 if it gives none, NULL if that is not known.</summary>
    Columns,
    /// <summary>Columns: schema_name, table_name, key_name, column_name, position (from 1).</summary>
    PrimaryKeys,
    /// <summary>Columns: schema_name, table_name, key_name, column_name, position (from 1), referenced_schema, referenced_table, referenced_column.</summary>
    ForeignKeys,
    /// <summary>Columns: schema_name, table_name, index_name, is_unique (0 or 1), column_name (NULL for an expression), position (from 1).</summary>
    Indexes,
    /// <summary>Columns: catalog_name. The databases of the server, of which the session sees one; none where schemas have nothing above them. With a schema
    /// or a table, only the session's own.</summary>
    Catalogs,
    /// <summary>Columns: schema_name, table_name, row_estimate, bytes, index_bytes; each number is NULL where the database does not know it without
    /// reading the table. One row for each table that holds rows.</summary>
    Statistics,
}
