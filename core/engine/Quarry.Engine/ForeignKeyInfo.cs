namespace Quarry.Engine;

/// <summary>A foreign key. Immutable.</summary>
public sealed record ForeignKeyInfo
{
    /// <summary>The schema of the table that refers.</summary>
    public required string Schema { get; init; }
    /// <summary>The table that refers.</summary>
    public required string Table { get; init; }
    /// <summary>The constraint's name, or one that stands for it.</summary>
    public required string Name { get; init; }
    /// <summary>The columns that refer, in the key's order.</summary>
    public required IReadOnlyList<string> Columns { get; init; }
    /// <summary>The schema of the table referred to.</summary>
    public required string ReferencedSchema { get; init; }
    /// <summary>The table referred to.</summary>
    public required string ReferencedTable { get; init; }
    /// <summary>The columns referred to, in the same order; null stands for one that the database cannot tell, such as of a table that is not there.</summary>
    public required IReadOnlyList<string?> ReferencedColumns { get; init; }
}
