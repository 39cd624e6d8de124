namespace Quarry.Engine;

/// <summary>A table's primary key. Immutable.</summary>
public sealed record PrimaryKeyInfo
{
    /// <summary>The table's schema.</summary>
    public required string Schema { get; init; }
    /// <summary>The table.</summary>
    public required string Table { get; init; }
    /// <summary>The constraint's name, or the database's own word for it.</summary>
    public required string Name { get; init; }
    /// <summary>Its columns, in the key's order.</summary>
    public required IReadOnlyList<string> Columns { get; init; }
}
