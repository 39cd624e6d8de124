using Quarry.Contracts;

namespace Quarry.Engine;

/// <summary>A column of a table. Immutable.</summary>
public sealed record ColumnInfo
{
    /// <summary>The table's schema.</summary>
    public required string Schema { get; init; }
    /// <summary>The table.</summary>
    public required string Table { get; init; }
    /// <summary>The name.</summary>
    public required string Name { get; init; }
    /// <summary>Where it stands among the table's columns, from 1.</summary>
    public required int Position { get; init; }
    /// <summary>The type as the database writes it; "" if it was declared without one.</summary>
    public required string NativeType { get; init; }
    /// <summary>What the driver reads it as with <see cref="ReadOptions.Default"/>. Where values have types of their own (SQLite), a column whose
    /// declaration tells none may read as another.</summary>
    public required LogicalType Type { get; init; }
    /// <summary>False if the database refuses NULL.</summary>
    public required bool IsNullable { get; init; }
    /// <summary>The expression of its default, in the database's SQL; null if it has none.</summary>
    public required string? Default { get; init; }
    /// <summary>True if the database itself gives a value where a row has none, without a <see cref="Default"/>: an identity, a counted key, a computed
    /// column, a default of the type. Null if the catalog does not tell.</summary>
    public bool? IsGenerated { get; init; }
}
