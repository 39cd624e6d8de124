namespace Quarry.Engine;

/// <summary>An index of a table. Immutable.</summary>
public sealed record IndexInfo
{
    /// <summary>The table's schema.</summary>
    public required string Schema { get; init; }
    /// <summary>The table.</summary>
    public required string Table { get; init; }
    /// <summary>The index.</summary>
    public required string Name { get; init; }
    /// <summary>True if it refuses two rows of the same values.</summary>
    public required bool IsUnique { get; init; }
    /// <summary>What it searches by, in its order; null stands for an expression.</summary>
    public required IReadOnlyList<string?> Columns { get; init; }
}
