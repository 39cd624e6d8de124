namespace Quarry.Engine;

/// <summary>A table, a view, or what else a database reads like one. Immutable.</summary>
public sealed record TableInfo
{
    /// <summary>The schema.</summary>
    public required string Schema { get; init; }
    /// <summary>The name.</summary>
    public required string Name { get; init; }
    /// <summary><c>table</c>, <c>view</c>, or the database's own word.</summary>
    public required string Kind { get; init; }
}
