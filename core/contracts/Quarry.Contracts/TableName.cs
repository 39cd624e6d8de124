namespace Quarry.Contracts;

/// <summary>A table's name in parts, unquoted.</summary>
public sealed record TableName
{
    /// <summary>The catalog or database, or "" for the session's.</summary>
    public string Catalog { get; init; } = "";
    /// <summary>The schema, or "" for the session's.</summary>
    public string Schema { get; init; } = "";
    /// <summary>The table.</summary>
    public required string Name { get; init; }
}
