namespace Quarry.Contracts;

/// <summary>The sets of metadata of <see cref="Dialect.CatalogSql"/>, each with the columns that its query returns, in order.</summary>
public enum CatalogSet
{
    /// <summary>Columns: schema_name.</summary>
    Schemas,
    /// <summary>Columns: schema_name, table_name, table_kind (<c>table</c>, <c>view</c>, or the database's own word).</summary>
    Tables,
    /// <summary>Columns: schema_name, table_name, column_name, position (from 1), type_name, is_nullable (0 or 1), default_sql.</summary>
    Columns,
    /// <summary>Columns: schema_name, table_name, key_name, column_name, position (from 1).</summary>
    PrimaryKeys,
    /// <summary>Columns: schema_name, table_name, key_name, column_name, position (from 1), referenced_schema, referenced_table, referenced_column.</summary>
    ForeignKeys,
    /// <summary>Columns: schema_name, table_name, index_name, is_unique (0 or 1), column_name (NULL for an expression), position (from 1).</summary>
    Indexes,
}
